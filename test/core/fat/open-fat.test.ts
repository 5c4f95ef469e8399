import { describe, expect, test } from 'vitest';
import { openFat } from '../../../src/core/fat/open-fat.ts';
import { readerOf } from '../../support/bytes-reader.ts';
import { appErrorOf } from '../../support/errors.ts';
import { AFat, type Made } from './a-fat.ts';

test.each([
  [{ kind: 12, clusters: 1 }, 12],
  [{ kind: 12, clusters: 4084 }, 12],
  [{ kind: 16, clusters: 4085 }, 16],
  [{ kind: 16, clusters: 65524 }, 16],
  [{ kind: 32, clusters: 65525 }, 32],
  [{ kind: 32, clusters: 500 }, 32],
] as const)('%o is a FAT%s', async (made, kind) => {
  const volume = await new AFat(made).open();
  expect(volume.kind).toBe(kind);
  expect(volume.clusters).toBe(made.clusters);
});

test.each([
  [{ label: 'FIRMWARE' }, null, 'FIRMWARE'],
  [{ label: '' }, null, ''],
  [{ label: 'OLD' }, 'FIRMWARE   ', 'FIRMWARE'],
  [{ kind: 32, label: 'OLD' }, 'NIXOS BOOT ', 'NIXOS BOOT'],
  [{ kind: 32 }, '\x1b[2J\x07äö    ', '?[2J???'],
] as const)('the label of %o with %o in its root', async (made: Made, inRoot, expected) => {
  const fat = new AFat(made);
  if (inRoot !== null) fat.put(fat.slotAt(0), inRoot, 0, 0, 0x08);
  expect((await fat.open()).label).toBe(expected);
});

describe('what is no FAT', () => {
  const fat = new AFat();
  test.each<[string, Uint8Array]>([
    ['zeros', new Uint8Array(4096)],
    ['too short', new Uint8Array(100)],
    ['without a signature', change(fat, (b) => b.fill(0, 510, 512))],
    ['NTFS', change(fat, (b) => (b.fill(0, 14, 22), b.fill(0, 36, 90)))],
    ['exFAT', change(fat, (b) => b.fill(0, 11, 64))],
  ])('%s', async (_, bytes) => {
    expect(await openFat(readerOf(bytes), { offset: 0, bytes: bytes.length })).toBeNull();
  });
});

const u8 = (at: number, value: number) => (bytes: Uint8Array) => bytes.set([value], at);
const u16 = (at: number, value: number) => (bytes: Uint8Array) => bytes.set([value & 0xff, value >> 8], at);
const u32 = (at: number, value: number) => (bytes: Uint8Array) =>
  bytes.set([value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24], at);

test.each<[string, 12 | 16 | 32, (bytes: Uint8Array) => void, string]>([
  ['sectors of 300 bytes', 16, u16(11, 300), 'boot-sector'],
  ['sectors of 8192 bytes', 16, u16(11, 8192), 'boot-sector'],
  ['no sectors in a cluster', 16, u8(13, 0), 'boot-sector'],
  ['3 sectors in a cluster', 16, u8(13, 3), 'boot-sector'],
  ['no reserved sector', 16, u16(14, 0), 'boot-sector'],
  ['no table', 16, u8(16, 0), 'boot-sector'],
  ['a strange medium', 16, u8(21, 0x11), 'boot-sector'],
  ['no root', 16, u16(17, 0), 'boot-sector'],
  ['a root of half a sector', 16, u16(17, 8), 'boot-sector'],
  ['more reserved than there is', 16, u16(14, 0xffff), 'boot-sector'],
  ['tables larger than all of it', 16, u16(22, 0xffff), 'boot-sector'],
  ['a table that is too small', 16, u16(22, 2), 'table-too-small'],
  ['more sectors than the partition', 16, u32(32, 0x7fffffff), 'larger-than-partition'],
  ['one sector more than the partition', 12, u32(32, 1 + 2 + 8 + 200 + 1), 'larger-than-partition'],
  ['a FAT32 with a fixed root', 32, u16(17, 512), 'boot-sector'],
  ['a FAT32 of another version', 32, u16(42, 1), 'boot-sector'],
  ['a FAT32 with its root in cluster 1', 32, u32(44, 1), 'boot-sector'],
  ['a FAT32 with its root far out', 32, u32(44, 602), 'boot-sector'],
  ['a FAT32 whose third table of two counts', 32, u16(40, 0x82), 'boot-sector'],
  ['a FAT32 whose root is a free cluster', 32, (b) => b.fill(0, 8 * 512 + 8, 8 * 512 + 12), 'chain-cut'],
])('%s (FAT%s) is fat-broken', async (_, kind, damage, reason) => {
  const fat = new AFat({ kind });
  const error = await appErrorOf(fat.open(change(fat, damage)));
  expect([error.code, error.facts]).toEqual(['fat-broken', { reason }]);
});

test('more clusters than a FAT16 can count are fat-broken', async () => {
  const fat = new AFat({ kind: 32, clusters: 65600 });
  fat.view.setUint16(22, 1000, true);
  expect((await appErrorOf(fat.open())).facts).toEqual({ reason: 'boot-sector' });
});

test('the root of a FAT32 ends at 65536 slots, also where its chain goes on', async () => {
  const fat = new AFat({ kind: 32, clusters: 6000 });
  fat.chain(...Array.from({ length: 5000 }, (_, i) => i + 2));
  expect((await appErrorOf(fat.open())).facts).toEqual({ reason: 'folder-too-large' });
});

test('nothing is read beyond a file system that is smaller than its partition', async () => {
  const fat = new AFat({ kind: 12, clusters: 10 });
  const reader = fat.reader();
  const volume = await openFat(reader, { offset: 0, bytes: 1 << 30 });
  expect(volume?.bytes).toBe(fat.bytes.length);
  expect(Math.max(...reader.reads.map(({ offset, length }) => offset + length))).toBe(fat.bytes.length);
});

function change(fat: AFat, damage: (bytes: Uint8Array) => unknown): Uint8Array {
  const bytes = fat.bytes.slice();
  damage(bytes);
  return bytes;
}
