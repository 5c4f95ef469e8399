import { expect, test } from 'vitest';
import { layFiles } from '../../../src/core/fat/lay-files.ts';
import { openFat } from '../../../src/core/fat/open-fat.ts';
import { readFatFile } from '../../../src/core/fat/read-file.ts';
import { expectBytes, pattern } from '../../support/bytes.ts';
import { appErrorOf } from '../../support/errors.ts';
import { AFat } from './a-fat.ts';
import { WHEN, aFile, lay } from './lay.ts';

const KINDS = [12, 16, 32] as const;

const slot = (fat: AFat, at: number): Uint8Array => fat.bytes.slice(at, at + 32);
const text = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

test('a slot says what it should, by the specification', async () => {
  const fat = await lay(new AFat(), aFile('KERNEL.IMG', 1300));
  const view = new DataView(slot(fat, fat.slotAt(0)).buffer);
  expect(text(slot(fat, fat.slotAt(0)).subarray(0, 11))).toBe('KERNEL  IMG');
  expect(view.getUint8(11)).toBe(0x20);
  const [created, written, accessed] = [view.getUint16(16, true), view.getUint16(24, true), view.getUint16(18, true)];
  expect([created, written, accessed]).toEqual(Array(3).fill(((2026 - 1980) << 9) | (9 << 5) | 1));
  expect(view.getUint16(14, true)).toBe((12 << 11) | (34 << 5) | 28);
  expect(view.getUint16(22, true)).toBe((12 << 11) | (34 << 5) | 28);
  expect(view.getUint8(13)).toBe(100 + 89);
  expect(view.getUint16(26, true)).toBe(2);
  expect(view.getUint32(28, true)).toBe(1300);
  expect([2, 3, 4].map((cluster) => fat.entryOf(cluster))).toEqual([3, 4, 0xffff]);
});

test('a folder begins with itself and its parent, which is 0 for the root also where that has a cluster', async () => {
  const fat = await lay(new AFat({ kind: 32 }), aFile('a/b/c'));
  // Of a: cluster 3; of b: 4. The content is in 5.
  expect([3, 4].map((folder) => [0, 1].map((i) => text(slot(fat, fat.slotAt(i, folder)).subarray(0, 11))))).toEqual(
    Array(2).fill(['.          ', '..         ']),
  );
  expect([3, 4].map((folder) => [0, 1].map((i) => fat.view.getUint16(fat.slotAt(i, folder) + 26, true)))).toEqual([
    [3, 0],
    [4, 3],
  ]);
});

test.each(KINDS)('FAT%s: every table says the same', async (kind) => {
  const fat = await lay(new AFat({ kind, tables: 3 }), aFile('nixberry/seed.conf', 3000));
  const table = (i: number): Uint8Array =>
    fat.bytes.slice(fat.tableOffset + i * fat.tableBytes, fat.tableOffset + (i + 1) * fat.tableBytes);
  for (const other of [1, 2]) expectBytes(table(other), table(0));
});

test.each(KINDS)(
  'FAT%s: the lowest clusters that are free in every table are taken, and entries beside them stay',
  async (kind) => {
    const fat = new AFat({ kind });
    for (const cluster of [3, 5, 6, 9]) fat.entry(cluster, 0x0fffffff);
    fat.entry(4, 0x0fffffff, 1);
    fat.entry(10, 0x0abcdef);
    await lay(fat, aFile('X', 4 * 512));
    const chain = kind === 32 ? [7, 8, 11, 12] : [2, 7, 8, 11];
    const end = { 12: 0xfff, 16: 0xffff, 32: 0x0fffffff }[kind];
    expect(chain.map((cluster) => fat.entryOf(cluster))).toEqual([...chain.slice(1), end]);
    expect(fat.view.getUint16(fat.slotAt(0) + 26, true)).toBe(chain[0]);
    for (const cluster of [3, 5, 6, 9]) expect(fat.entryOf(cluster)).toBe(end);
    expect(fat.entryOf(4)).toBe(0);
    expect(fat.entryOf(10)).toBe(0x0abcdef & end);
  },
);

test('the upper bits of FAT32 entries and the dirty bit stay', async () => {
  const fat = new AFat({ kind: 32 });
  const upper = fat.tableOffset + 3 * 4 + 3;
  fat.bytes[upper] = 0xa0;
  fat.entry(1, 0x07ffffff);
  await lay(fat, aFile('X'));
  expect(fat.bytes[upper]).toBe(0xaf);
  expect(fat.entryOf(1)).toBe(0x07ffffff);
});

test.each<[string, number, number]>([
  ['is counted down', 599, 597],
  ['stays unknown', 0xffffffff, 0xffffffff],
  ['becomes unknown when it was too small', 1, 0xffffffff],
  ['becomes unknown when it is too large', 70_000, 0xffffffff],
])('the number of free clusters of a FAT32 %s', async (_, before, after) => {
  const fat = new AFat({ kind: 32 });
  fat.view.setUint32(512 + 488, before, true);
  await lay(fat, aFile('A/B'));
  expect(fat.view.getUint32(512 + 488, true)).toBe(after);
});

test('an info sector that is none is left alone', async () => {
  const fat = new AFat({ kind: 32 });
  fat.bytes.fill(0x77, 512, 516);
  const before = fat.bytes.slice(512, 1024);
  await lay(fat, aFile('A/B'));
  expectBytes(fat.bytes.slice(512, 1024), before);
});

test('a replaced file keeps its slot, and nothing of its content is left', async () => {
  const fat = await lay(new AFat({ clusterSectors: 4 }), aFile('nixberry/seed.conf', 9000, 1));
  const count = fat.bytes.filter((byte) => byte !== 0).length;
  await lay(fat, aFile('NIXBERRY/Seed.Conf', 100, 2));
  const volume = await fat.open();
  expectBytes(await readFatFile(volume, 'nixberry/seed.conf', 100), pattern(100, 2));
  const entries = Array.from({ length: 20 }, (_, i) => fat.entryOf(i + 2)).filter((entry) => entry !== 0);
  expect(entries).toHaveLength(2);
  // What is left: the boot sector, two tables, two folders and a hundred bytes.
  expect(fat.bytes.filter((byte) => byte !== 0).length).toBeLessThan(count - 8000);
  const [now, old] = [Buffer.from(fat.bytes), pattern(9000, 1)];
  for (let at = 512; at + 16 < 9000; at += 512) expect(now.indexOf(old.subarray(at, at + 16))).toBe(-1);
});

test('an empty file in place of one with content, and back', async () => {
  const fat = await lay(new AFat({ kind: 32 }), aFile('X', 2000));
  await lay(fat, aFile('X', 0));
  expect(fat.view.getUint16(fat.slotAt(0) + 26, true)).toBe(0);
  expect(fat.entryOf(3)).toBe(0);
  expect(fat.view.getUint32(512 + 488, true)).toBe(599);
  await lay(fat, aFile('X', 10));
  expectBytes(await readFatFile(await fat.open(), 'x', 10), pattern(10, 1));
});

test('what lies behind the end of a folder does not come back', async () => {
  const fat = new AFat();
  for (let i = 1; i < 128; i++) fat.put(fat.slotAt(i), `GHOST${i}`.padEnd(11), 0, 0);
  await lay(fat, aFile('X'));
  const volume = await fat.open();
  for (let i = 1; i < 128; i++) expect(await readFatFile(volume, `GHOST${i}`, 1)).toBeNull();
});

test('free slots in a row are used, also where the folder ends after some of them', async () => {
  const fat = new AFat();
  for (let i = 0; i < 128; i++) fat.put(fat.slotAt(i), `F${i}`.padEnd(11), 0, 0);
  for (const i of [3, 5, 6, 7, 127]) fat.bytes[fat.slotAt(i)] = 0xe5;
  await lay(fat, aFile('a-name-in-lower-case'));
  expect([3, 5, 6, 7, 127].map((i) => slot(fat, fat.slotAt(i))[0])).toEqual([0xe5, 0x42, 1, 'A'.charCodeAt(0), 0xe5]);
  const error = await appErrorOf(layFiles(await fat.open(), [aFile('another')], WHEN));
  expect(error.facts).toEqual({ reason: 'root-directory', neededBytes: 64, freeBytes: 32 });
});

test('a name over two clusters of a folder', async () => {
  const fat = new AFat();
  fat.put(fat.slotAt(0), 'FOLDER     ', 5, 0, 0x10);
  fat.chain(5, 9);
  for (let i = 0; i < 15; i++) fat.put(fat.slotAt(i, 5), `F${i}`.padEnd(11), 0, 0);
  await lay(fat, aFile('folder/a-name-in-lower-case.conf'));
  expectBytes(await readFatFile(await fat.open(), 'FOLDER/A-NAME~1.CON', 100), pattern(100, 1));
  expectBytes(await readFatFile(await fat.open(), 'folder/a-name-in-lower-case.conf', 100), pattern(100, 1));
  expect(text(slot(fat, fat.slotAt(1, 9)).subarray(0, 11))).toBe('A-NAME~1CON');
});

test('the last cluster is taken, too', async () => {
  for (const clusters of [4, 5]) {
    const fat = await lay(new AFat({ kind: 12, clusters }), aFile('A/B', (clusters - 1) * 512));
    expectBytes(await readFatFile(await fat.open(), 'A/B', 9000), pattern((clusters - 1) * 512, 1));
  }
});

test('zeros are not laid over zeros, also where clusters are large', async () => {
  const fat = new AFat({ kind: 12, clusters: 20, clusterSectors: 64 });
  const extents = await layFiles(await fat.open(), [aFile('a/b')], WHEN);
  // Two tables, the root, the folder and the content: a sector each.
  expect(extents.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBe(5 * 512);
  expect(await layFiles(await (await lay(fat, aFile('a/b'))).open(), [], WHEN)).toEqual([]);
});

test('nothing far out is read for a file that fits in front', async () => {
  const fat = new AFat({ kind: 32, clusters: 70_000 });
  const reader = fat.reader();
  const volume = await openFat(reader, { offset: 0, bytes: fat.bytes.length });
  if (!volume) throw new Error('no FAT');
  const extents = await layFiles(volume, [aFile('nixberry/seed.conf', 40_000), aFile('nixberry/card.json')], WHEN);
  const read = reader.reads.reduce((sum, { length }) => sum + length, 0);
  expect(read).toBeLessThan(200 << 10);
  expect(Math.max(...reader.reads.map(({ offset }) => offset))).toBeLessThan(fat.dataOffset + (64 << 10));
  expect(extents.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(48 << 10);
});
