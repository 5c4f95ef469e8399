import type { FatFile } from '../../../src/core/fat/fat.ts';
import { layFiles } from '../../../src/core/fat/lay-files.ts';
import { openFat } from '../../../src/core/fat/open-fat.ts';
import { CARD_RECORD_PATH } from '../../../src/core/seed/card-record.ts';
import { IMAGE_RECORD_PATH, type ImageRecord } from '../../../src/core/seed/image-record.ts';
import { SEED_PATH } from '../../../src/core/seed/seed.ts';
import { readerOf } from '../../support/bytes-reader.ts';
import { withExtents } from '../../support/with-extents.ts';
import { AFat } from '../fat/a-fat.ts';

const FAT_OFFSET = 512;
const SECTOR_BYTES = 512;

const RECORD: ImageRecord = {
  ...{ format: 1, host: 'barn', board: 'pi4', nixos: '26.05' },
  seed: { format: 1, user: 'ada', password: true, wifi: null, tailscale: false },
};

export interface SmallImageOptions {
  /** Of 512 bytes. */
  readonly clusters?: number;
  /** What is taken by another file. */
  readonly fillBytes?: number;
  /** How long a seed and a card's record are that lie in it already. */
  readonly oldBytes?: number;
  /** What else is on it. */
  readonly files?: readonly FatFile[];
}

/** An image of some 100 KB, if not said otherwise, that takes seeds: a partition table and a FAT12. */
export async function smallSeedImage(options: SmallImageOptions = {}): Promise<Buffer> {
  const { clusters = 200, fillBytes = 0, oldBytes = 0, files: more = [] } = options;
  const fat = new AFat({ kind: 12, clusters });
  const image = Buffer.alloc(FAT_OFFSET + fat.bytes.byteLength);
  image.set(fat.bytes, FAT_OFFSET);
  image.writeUInt8(0x0c, 446 + 4);
  image.writeUInt32LE(FAT_OFFSET / SECTOR_BYTES, 446 + 8);
  image.writeUInt32LE(fat.bytes.byteLength / SECTOR_BYTES, 446 + 12);
  image.writeUInt16LE(0xaa55, 510);
  const volume = await openFat(readerOf(image), { offset: FAT_OFFSET, bytes: fat.bytes.byteLength });
  if (!volume) throw new Error('no FAT');
  const files = [
    { path: IMAGE_RECORD_PATH, bytes: Buffer.from(JSON.stringify(RECORD)) },
    { path: SEED_PATH, bytes: Buffer.alloc(oldBytes, 's') },
    { path: CARD_RECORD_PATH, bytes: Buffer.alloc(oldBytes, 'c') },
    { path: 'kernel.img', bytes: Buffer.alloc(fillBytes, 'k') },
    ...more,
  ].filter(({ bytes }) => bytes.byteLength > 0);
  return withExtents(image, await layFiles(volume, files, { iso: '2026-11-22T10:00:00.000Z' }));
}
