import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FatFile } from '../../src/core/fat/fat.ts';
import { layFiles } from '../../src/core/fat/lay-files.ts';
import { listPartitions } from '../../src/core/fat/partitions.ts';
import { readFatFile } from '../../src/core/fat/read-file.ts';
import { expectBytes, pattern } from '../support/bytes.ts';
import { appErrorOf } from '../support/errors.ts';
import { run } from './drives-support.ts';
import {
  WHEN,
  emptyFile,
  fileReader,
  fsckWords,
  lay,
  listNames,
  makeFat,
  makeFolder,
  mtoolBytes,
  openPlace,
  putFile,
} from './fat-support.ts';

const MIB = 1 << 20;
const SEED: FatFile = { path: 'nixberry/seed.conf', bytes: pattern(5000, 1) };
const CARD: FatFile = { path: 'nixberry/card.json', bytes: pattern(300, 2) };
const OTHER = pattern(70_000, 3);
const LONG = 'overlays/A long name, with äöü.dtbo';

/** What mkfs.fat makes: every kind, sector size, cluster size and number of tables. */
const MADE: readonly (readonly [name: string, kind: 12 | 16 | 32, bytes: number, options: readonly string[]])[] = [
  ['FAT12', 12, 2 * MIB, ['-F', '12']],
  ['FAT12 with one table', 12, 2 * MIB, ['-F', '12', '-f', '1']],
  ['FAT12 of 4096-byte sectors', 12, 8 * MIB, ['-F', '12', '-S', '4096']],
  ['FAT16', 16, 30 * MIB, ['-F', '16']],
  ['FAT as NixOS makes it', 16, 30 * MIB, ['--invariant', '-i', '2178694e', '-n', 'FIRMWARE']],
  ['FAT16 of one sector a cluster', 16, 16 * MIB, ['-F', '16', '-s', '1']],
  ['FAT16 of 128 sectors a cluster', 16, 300 * MIB, ['-F', '16', '-s', '128']],
  ['FAT16 of 4096-byte sectors', 16, 64 * MIB, ['-F', '16', '-S', '4096', '-s', '2']],
  ['FAT32', 32, 64 * MIB, ['-F', '32']],
  ['FAT32 of one sector a cluster', 32, 64 * MIB, ['-F', '32', '-s', '1']],
  ['FAT32 with one table', 32, 64 * MIB, ['-F', '32', '-f', '1']],
  ['FAT32 of 4096-byte sectors', 32, 600 * MIB, ['-F', '32', '-S', '4096', '-s', '1']],
  ['FAT32 of 64 KiB a cluster', 32, 5000 * MIB, ['-F', '32', '-s', '128']],
];

describe.each(MADE)('%s', (_, kind, bytes, options) => {
  test('takes files as mtools and fsck.fat want them', async () => {
    const place = makeFat(bytes, ...options);
    putFile(place, 'config.txt', OTHER);
    makeFolder(place, 'overlays');
    putFile(place, LONG, OTHER);

    await lay(place, SEED, CARD);

    expect((await openPlace(place)).kind).toBe(kind);
    expect(fsckWords(place)).toEqual([]);
    expectBytes(mtoolBytes(place, SEED.path), SEED.bytes);
    expectBytes(mtoolBytes(place, CARD.path), CARD.bytes);
    expectBytes(mtoolBytes(place, 'config.txt'), OTHER);
    expectBytes(mtoolBytes(place, LONG), OTHER);
    expect(listNames(place)).toEqual(
      ['config.txt', 'nixberry/', CARD.path, SEED.path, 'overlays/', LONG].map((path) => `::/${path}`).sort(),
    );
  });

  test('reads what mtools wrote, and takes other files in their place', async () => {
    const place = makeFat(bytes, ...options);
    makeFolder(place, 'NIXBERRY');
    const secret = pattern(9000, 4);
    putFile(place, SEED.path, secret);
    expectBytes(await readFatFile(await openPlace(place), SEED.path, 10_000), secret);

    await lay(place, SEED);
    await lay(place, { ...SEED, bytes: pattern(100, 5) });

    expect(fsckWords(place)).toEqual([]);
    expectBytes(mtoolBytes(place, SEED.path), pattern(100, 5));
    if (bytes > 100 * MIB) return;
    const after = readFileSync(place.file);
    for (const old of [secret, SEED.bytes]) {
      for (const at of [512, old.length - 16]) expect(after.indexOf(old.subarray(at, at + 16))).toBe(-1);
    }
  });
});

test('a FAT32 that is too small to be one by its clusters is read as fsck.fat and Linux do', async () => {
  const place = makeFat(20 * MIB, '-F', '32', '-s', '1');
  await lay(place, SEED, CARD);
  expect(fsckWords(place)).toEqual([]);
  const volume = await openPlace(place);
  expect(volume.kind).toBe(32);
  expectBytes(await readFatFile(volume, SEED.path, 5000), SEED.bytes);
});

describe.each([
  ['FAT12', ['-F', '12', '-a', '-r', '32'], 2 * MIB],
  ['FAT16', ['-F', '16', '-a', '-r', '32'], 30 * MIB],
] as const)('the root of a %s', (_, options, bytes) => {
  test('that is full takes no folder, but files in one that is there', async () => {
    const place = makeFat(bytes, ...options);
    makeFolder(place, 'nixberry');
    for (let i = 1; i < 32; i++) putFile(place, `F${i}`, new Uint8Array(1));
    await lay(place, SEED);
    expect(fsckWords(place)).toEqual([]);

    const error = await appErrorOf(layFiles(await openPlace(place), [{ ...SEED, path: 'other/seed.conf' }], WHEN));
    expect(error.code).toBe('seed-no-room');
    expect(error.facts).toEqual({ reason: 'root-directory', neededBytes: 64, freeBytes: 0 });
  });
});

test('a folder grows by clusters, and names that look alike get numbers', async () => {
  const place = makeFat(64 * MIB, '-F', '32', '-s', '1');
  makeFolder(place, 'nixberry');
  // Two slots for itself, two for each name, one for the last: one of 16 is left.
  for (let i = 0; i < 6; i++) putFile(place, `nixberry/name ${i}.txt`, new Uint8Array(1));
  putFile(place, 'nixberry/SEED~1.CON', pattern(10, 6));
  const before = listNames(place);

  await lay(place, SEED, CARD);

  expect(fsckWords(place)).toEqual([]);
  expect(listNames(place)).toEqual([...before, `::/${CARD.path}`, `::/${SEED.path}`].sort());
  expectBytes(mtoolBytes(place, 'nixberry/SEED~1.CON'), pattern(10, 6));
  expectBytes(mtoolBytes(place, 'nixberry/SEED~2.CON'), SEED.bytes);
  expectBytes(mtoolBytes(place, SEED.path), SEED.bytes);
});

test.each([
  ['FAT12', ['-F', '12'], 2 * MIB],
  ['FAT16', ['-F', '16', '-s', '1'], 16 * MIB],
  ['FAT32', ['-F', '32', '-s', '1'], 40 * MIB],
] as const)(
  'a %s without a free cluster takes nothing, and one with just enough takes it',
  async (_, options, bytes) => {
    const place = makeFat(bytes, ...options);
    const { clusters, clusterBytes, kind } = await openPlace(place);
    const seed = { ...SEED, bytes: pattern(2 * clusterBytes, 7) };
    // The folder and two clusters of content are left, then one less. The root of a FAT32 has a cluster, too.
    const left = kind === 32 ? 4 : 3;
    putFile(place, 'full.bin', new Uint8Array((clusters - left) * clusterBytes));
    const full = readFileSync(place.file);
    await lay(place, seed);
    expect(fsckWords(place)).toEqual([]);
    expectBytes(mtoolBytes(place, seed.path), seed.bytes);

    const other = { path: 'more', bytes: new Uint8Array(1) };
    const error = await appErrorOf(layFiles(await openPlace(place), [other], WHEN));
    expect(error.facts).toEqual({ reason: 'clusters', neededBytes: clusterBytes, freeBytes: 0 });
    expect(readFileSync(place.file).length).toBe(full.length);
  },
);

test.each(['dos', 'gpt'] as const)(
  'a FAT in a partition of a %s table, with its neighbours untouched',
  async (label) => {
    const file = emptyFile(100 * MIB);
    const fat = label === 'dos' ? 'c' : 'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7';
    const script = `label: ${label}\nstart=16384, size=61440, type=${fat}\nstart=81920, size=40960\n`;
    execFileSync('sfdisk', ['--quiet', '--', file], { input: script, stdio: ['pipe', 'ignore', 'pipe'] });
    run('mkfs.fat', '-n', 'FIRMWARE', '--offset', '16384', '--', file, '30720');
    const place = { file, offset: 8 * MIB, bytes: 30 * MIB };
    const partitions = await listPartitions(fileReader(file));
    expect(partitions.map(({ index, offset, bytes, table }) => ({ index, offset, bytes, table }))).toEqual([
      { index: 1, offset: 8 * MIB, bytes: 30 * MIB, table: label === 'dos' ? 'mbr' : 'gpt' },
      { index: 2, offset: 40 * MIB, bytes: 20 * MIB, table: label === 'dos' ? 'mbr' : 'gpt' },
    ]);
    expect((await openPlace(place)).label).toBe('FIRMWARE');

    const before = readFileSync(file);
    const extents = await lay(place, SEED);

    expect(fsckWords(place)).toEqual([]);
    expectBytes(mtoolBytes(place, SEED.path), SEED.bytes);
    const after = readFileSync(file);
    expect(after.subarray(0, place.offset).equals(before.subarray(0, place.offset))).toBe(true);
    expect(after.subarray(38 * MIB).equals(before.subarray(38 * MIB))).toBe(true);
    expect(extents.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(12 << 10);
  },
);

test('logical partitions are found where sfdisk puts them', async () => {
  const file = emptyFile(100 * MIB);
  const script = 'label: dos\n,10M,L\n,,E\n,10M,c\n,20M,L\n,5M,6\n';
  execFileSync('sfdisk', ['--quiet', '--', file], { input: script, stdio: ['pipe', 'ignore', 'pipe'] });
  const dump = JSON.parse(run('sfdisk', '--json', '--', file)) as {
    readonly partitiontable: { readonly partitions: readonly { start: number; size: number; type: string }[] };
  };
  expect(await listPartitions(fileReader(file))).toEqual(
    dump.partitiontable.partitions.map(({ start, size, type }, i) => ({
      index: i + 1 + (i >= 2 ? 2 : 0),
      offset: start * 512,
      bytes: size * 512,
      table: 'mbr',
      type: `0x${type.padStart(2, '0')}`,
    })),
  );
});
