import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { expect, it, describe } from 'vitest';
import { testImage } from '../support/test-image.ts';
import { makeFat, mtool, openPlace, putFile, type FatPlace } from './fat-support.ts';
import { freeClusters } from '../../src/core/fat/table.ts';
import { leftOut, makeImage, MIB, wholeMib } from './free-support.ts';

const START = 8 * MIB;

const RECOGNISED: readonly (readonly [name: string, mebibytes: number, options: readonly string[]])[] = [
  ['FAT12', 8, ['-F', '12', '-s', '8']],
  ['FAT16 as NixOS makes it', 30, ['--invariant', '-i', '2178694e', '-n', 'FIRMWARE']],
  ['FAT16 of 64 KiB a cluster', 300, ['-F', '16', '-s', '128']],
  ['FAT16 with one table', 30, ['-F', '16', '-f', '1']],
  ['FAT32', 256, ['-F', '32']],
  ['FAT32 of one sector a cluster', 64, ['-F', '32', '-s', '1']],
  ['FAT32 of 4096-byte sectors', 600, ['-F', '32', '-S', '4096', '-s', '1']],
];

/** Filled a little, with a hole. */
function madeFat(mebibytes: number, options: readonly string[]): FatPlace {
  const place = makeFat(mebibytes * MIB, ...options);
  for (const name of ['a', 'b', 'c']) putFile(place, name, testImage((mebibytes * MIB) / 8));
  mtool(place, 'mdel', '::b');
  return place;
}

/** By its boot sector: mkfs.fat leaves out what is no whole track. */
function fatBytes({ file }: FatPlace): number {
  const boot = readFileSync(file);
  return boot.readUInt16LE(0x0b) * (boot.readUInt16LE(0x13) || boot.readUInt32LE(0x20));
}

describe.each(RECOGNISED)('%s', (_, mebibytes, options) => {
  it('has the free MiB that its table lists', async () => {
    const place = madeFat(mebibytes, options);
    const volume = await openPlace(place);
    const spans: { from: number; to: number }[] = [];
    for await (const cluster of freeClusters(volume)) {
      const from = volume.dataOffset + (cluster - 2) * volume.clusterBytes;
      spans.push({ from, to: from + volume.clusterBytes });
    }
    const found = await leftOut(makeImage([{ type: 'c', file: place.file }]));
    expect(found).toEqual(wholeMib(spans, START, mebibytes * MIB, fatBytes(place)));
    expect(found.length).toBeGreaterThanOrEqual(Math.floor(mebibytes / 3));
  });
});

describe('nothing is left out of a FAT that', () => {
  it('is mounted, by its boot sector', async () => {
    const place = madeFat(64, ['-F', '32']);
    poke(place, 0x41, 1);
    expect(await leftOut(makeImage([{ type: 'c', file: place.file }]))).toEqual([]);
  });

  it('was not unmounted, by its table', async () => {
    const place = madeFat(30, ['-F', '16']);
    const { tables } = await openPlace(place);
    poke(place, (tables[0] ?? 0) + 3, 0x7f);
    expect(await leftOut(makeImage([{ type: 'c', file: place.file }]))).toEqual([]);
  });

  it('was not unmounted, by the second copy of its table', async () => {
    const place = madeFat(30, ['-F', '16']);
    const { tables } = await openPlace(place);
    poke(place, (tables[1] ?? 0) + 3, 0x7f);
    expect(await leftOut(makeImage([{ type: 'c', file: place.file }]))).toEqual([]);
  });

  it('lies in a partition of another type', async () => {
    const place = madeFat(64, ['-F', '32']);
    expect(await leftOut(makeImage([{ type: '83', file: place.file }]))).toEqual([]);
  });
});

it('keeps what only the second copy of the table uses, and what is laid over the image', async () => {
  const place = madeFat(60, ['-F', '16', '-s', '8']);
  const volume = await openPlace(place);
  const all = await leftOut(makeImage([{ type: 'c', file: place.file }]));
  const [used = 0, kept = 0] = all.slice(3);
  const cluster = 2 + Math.ceil((used - START - volume.dataOffset) / volume.clusterBytes);
  poke(place, (volume.tables[1] ?? 0) + cluster * 2, 1);
  const image = makeImage([{ type: 'c', file: place.file }]);
  const overlay = { offset: kept + 5000, bytes: 512 };
  expect(await leftOut(image, [overlay])).toEqual(all.filter((at) => at !== used && at !== kept));
});

it('lies over another partition: nothing is left out of either', async () => {
  const place = madeFat(64, ['-F', '32']);
  const image = makeImage([
    { type: 'c', file: place.file },
    { type: 'c', file: madeFat(64, ['-F', '32']).file },
  ]);
  expect((await leftOut(image)).length).toBeGreaterThan(60);
  // The first one's length: into the second one now.
  const length = Buffer.alloc(4);
  length.writeUInt32LE(readFileSync(image).readUInt32LE(446 + 12) + 1);
  for (const [i, byte] of length.entries()) poke({ file: image, offset: 0, bytes: 0 }, 446 + 12 + i, byte);
  expect(await leftOut(image)).toEqual([]);
});

function poke({ file }: FatPlace, offset: number, byte: number): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Uint8Array.of(byte), 0, 1, offset);
  closeSync(descriptor);
}
