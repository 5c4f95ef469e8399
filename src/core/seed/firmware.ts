import { AppError } from '../errors/app-error.ts';
import type { ByteReader, FatVolume } from '../fat/fat.ts';
import { openFat } from '../fat/open-fat.ts';
import { listPartitions } from '../fat/partitions.ts';
import { readFatFile } from '../fat/read-file.ts';
import { IMAGE_RECORD_PATH, MAX_RECORD_BYTES, parseImageRecord, type ImageRecord } from './image-record.ts';
import type { SeedRefusal } from './seed-refusal.ts';

/** Where a seed would go in an image, or why it takes none. */
export type FoundFirmware =
  | { readonly kind: 'takes'; readonly volume: FatVolume; readonly record: ImageRecord }
  /** `volume`: the first FAT, for what else can be told of it; null without one. */
  | { readonly kind: 'refuses'; readonly reason: SeedRefusal; readonly volume: FatVolume | null };

/**
 * The types of partitions that hold a FAT: others are not looked into, since a compressed image would have to be decoded
 * up to there. MBR: FAT12, FAT16 and FAT32, and EFI. GPT: EFI system, Microsoft's basic data, extended boot.
 */
const FAT_TYPES: ReadonlySet<string> = new Set([
  ...['0x01', '0x04', '0x06', '0x0b', '0x0c', '0x0e', '0xef'],
  'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
  'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7',
  'bc13c2ff-59e6-4262-a352-b275fd6f7172',
]);
/** Of several FAT partitions without a record that we read, the one that comes closest says why. */
const CLOSEST: readonly SeedRefusal[] = ['newer', 'broken', 'no-module', 'no-firmware'];

/**
 * Looks for an image's own record on its FAT partitions. A partition that lies beyond the end of the image is `broken`;
 * any other error of `disk` is thrown.
 */
export async function findFirmware(disk: ByteReader): Promise<FoundFirmware> {
  let first: FatVolume | null = null;
  const reasons = new Set<SeedRefusal>(['no-firmware']);
  for (const partition of await listPartitions(disk)) {
    if (!FAT_TYPES.has(partition.type)) continue;
    try {
      const volume = await openFat(disk, partition);
      if (!volume) continue;
      first ??= volume;
      const record = parseImageRecord(await readFatFile(volume, IMAGE_RECORD_PATH, MAX_RECORD_BYTES));
      if (typeof record !== 'string') return { kind: 'takes', volume, record };
      reasons.add(record);
    } catch (thrown) {
      if (!isBroken(thrown)) throw thrown;
      reasons.add('broken');
    }
  }
  return { kind: 'refuses', reason: CLOSEST.find((reason) => reasons.has(reason)) ?? 'no-firmware', volume: first };
}

function isBroken(thrown: unknown): boolean {
  return thrown instanceof AppError && (thrown.code === 'fat-broken' || thrown.code === 'image-truncated');
}
