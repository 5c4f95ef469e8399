import { AppError } from '../errors/app-error.ts';
import { latinText } from '../fat/bytes.ts';
import type { ByteReader, FatVolume } from '../fat/fat.ts';
import { listPartitions } from '../fat/partitions.ts';
import { readFatFile } from '../fat/read-file.ts';
import { parseMarker } from '../images/marker.ts';
import { CARD_RECORD_PATH, parseCardRecord, USED_PATH } from '../seed/card-record.ts';
import { findFirmware } from '../seed/firmware.ts';
import { MAX_RECORD_BYTES } from '../seed/image-record.ts';
import { SEED_PATH } from '../seed/seed.ts';
import type { CardIdentity, SeedOnCard } from './card-identity.ts';
import { MAX_TAKEN_BYTES, seedOnCard } from './seed-on-card.ts';

/** The marker is shorter than this. */
const MARKER_BYTES = 4096;
/** Where a disk without a partition table shows what it is: btrfs has its first superblock at 64 KiB, others before. */
const START_BYTES = 128 << 10;
const NOTE_BYTES = 4096;

/**
 * What a card is, by what lies on it: nothing is mounted, nothing is written, and of a seed no more than its id is kept.
 * `bytes`: how long the card is. Throws what `disk` throws.
 */
export async function identify(disk: ByteReader, bytes: number): Promise<CardIdentity> {
  const marker = parseMarker(latinText(await disk.read(0, Math.min(MARKER_BYTES, bytes))));
  if (marker) return { kind: 'unfinished', ...marker };
  const firmware = await findFirmware(disk);
  if (firmware.kind === 'takes') {
    const { record: image, volume } = firmware;
    const card = parseCardRecord(await readContent(volume, CARD_RECORD_PATH, MAX_RECORD_BYTES));
    return { kind: 'nixberry', image, card, seed: await readSeedState(volume) };
  }
  const hasTable = (await listPartitions(disk)).length > 0;
  const what = hasTable ? firmware.reason : (await isEmpty(disk, bytes)) ? 'empty' : 'no-table';
  const label = firmware.volume?.label ?? '';
  return { kind: 'other', what, label: label === '' ? null : label };
}

async function isEmpty(disk: ByteReader, bytes: number): Promise<boolean> {
  const start = await disk.read(0, Math.min(START_BYTES, bytes));
  return start.every((byte) => byte === 0);
}

async function readSeedState(volume: FatVolume): Promise<SeedOnCard> {
  const seed = await readContent(volume, SEED_PATH, MAX_TAKEN_BYTES);
  const used = await readContent(volume, USED_PATH, NOTE_BYTES);
  return seedOnCard(seed && latinText(seed), used && latinText(used));
}

/** A file's bytes, or null when it is missing; none of one that cannot be read: what is broken leaves the rest to be told. */
async function readContent(volume: FatVolume, path: string, maxBytes: number): Promise<Uint8Array | null> {
  try {
    return await readFatFile(volume, path, maxBytes);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'fat-broken') return new Uint8Array();
    throw thrown;
  }
}
