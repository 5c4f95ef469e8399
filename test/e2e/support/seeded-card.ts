import { layFiles } from '../../../src/core/fat/lay-files.ts';
import type { FatVolume } from '../../../src/core/fat/fat.ts';
import { openFat } from '../../../src/core/fat/open-fat.ts';
import { listPartitions } from '../../../src/core/fat/partitions.ts';
import { readFatFile } from '../../../src/core/fat/read-file.ts';
import { CARD_RECORD_PATH, cardRecordSchema } from '../../../src/core/seed/card-record.ts';
import { decodeSeed } from '../../../src/core/seed/decode.ts';
import { MAX_SEED_BYTES, SEED_PATH, type Seed } from '../../../src/core/seed/seed.ts';
import { readerOf } from '../../support/bytes-reader.ts';
import { withExtents } from '../../support/with-extents.ts';

/** The seed of a card that was written. Throws where it has none. */
export async function seedOn(card: Uint8Array): Promise<Seed> {
  const file = await fileOn(await fatOf(card), SEED_PATH);
  return decodeSeed(Buffer.from(file).toString('utf8'), SEED_PATH);
}

/**
 * What a card must be, byte by byte: the image with the seed and the record laid in that this card has. Worked out anew
 * from the image, so that whatever else differs is found.
 */
export async function imageAsOn(card: Uint8Array, image: Uint8Array): Promise<Buffer> {
  const onCard = await fatOf(card);
  const record = await fileOn(onCard, CARD_RECORD_PATH);
  const seed = await fileOn(onCard, SEED_PATH);
  const { writtenAt } = cardRecordSchema.parse(JSON.parse(Buffer.from(record).toString('utf8')));
  const files = [
    { path: CARD_RECORD_PATH, bytes: record },
    { path: SEED_PATH, bytes: seed },
  ];
  return withExtents(image, await layFiles(await fatOf(image), files, { iso: writtenAt }));
}

async function fatOf(disk: Uint8Array): Promise<FatVolume> {
  const reader = readerOf(disk);
  for (const partition of await listPartitions(reader)) {
    const volume = await openFat(reader, partition);
    if (volume) return volume;
  }
  throw new Error('there is no FAT partition');
}

async function fileOn(volume: FatVolume, path: string): Promise<Uint8Array> {
  const bytes = await readFatFile(volume, path, MAX_SEED_BYTES);
  if (bytes === null) throw new Error(`${path} is not there`);
  return bytes;
}
