import { expect, test } from 'vitest';
import { readFatFile } from '../../../src/core/fat/read-file.ts';
import { expectBytes, pattern } from '../../support/bytes.ts';
import { appErrorOf } from '../../support/errors.ts';
import { AFat } from './a-fat.ts';

const KINDS = [12, 16, 32] as const;
const MAX_BYTES = 100_000;

const BROKEN: readonly (readonly [what: string, damage: (fat: AFat) => unknown, reason: string])[] = [
  ['a file in a loop', (fat) => fat.entry(7, 9), 'chain-loop'],
  ['a file that is its own next', (fat) => fat.entry(9, 9), 'chain-loop'],
  ['a chain into a free cluster', (fat) => fat.entry(7, 0), 'chain-cut'],
  ['a chain into cluster 1', (fat) => fat.entry(7, 1), 'chain-cut'],
  ['a chain out of the file system', (fat) => fat.entry(7, fat.clusters + 2), 'chain-cut'],
  ['a chain into a bad cluster', (fat) => fat.entry(7, 0x0ffffff7), 'chain-cut'],
  ['a chain that ends early', (fat) => fat.entry(7, 0x0ffffff8), 'file-too-short'],
  ['content without a cluster', (fat) => fat.put(fat.slotAt(3, 5), 'IMAGE~1 JSO', 0, 1300), 'chain-cut'],
  ['a file that says it has 4 GiB', (fat) => fat.put(fat.slotAt(3, 5), 'IMAGE~1 JSO', 9, 0xffffffff), 'file-too-large'],
  ['a file of one byte too many', (fat) => fat.put(fat.slotAt(3, 5), 'IMAGE~1 JSO', 9, 1301), 'file-too-large'],
  ['a folder in a loop', (fat) => (fat.entry(5, 6), fat.entry(6, 5)), 'chain-loop'],
  ['a folder without a cluster', (fat) => fat.put(fat.slotAt(1), 'NIXBERRY   ', 0, 0, 0x10), 'chain-cut'],
  ['a folder far out', (fat) => fat.put(fat.slotAt(1), 'NIXBERRY   ', 0xfff0, 0, 0x10), 'chain-cut'],
];

/** `NIXBERRY/` in cluster 5, and in it `image.json` (1300 bytes in 9, 7 and 8). */
function withRecord(kind: 12 | 16 | 32): { readonly fat: AFat; readonly content: Uint8Array } {
  const fat = new AFat({ kind });
  const content = pattern(1300, 1);
  fat.put(fat.slotAt(0), 'FIRMWARE   ', 0, 0, 0x08);
  fat.put(fat.slotAt(1), 'NIXBERRY   ', 5, 0, 0x10);
  fat.chain(5);
  fat.put(fat.slotAt(0, 5), '.          ', 5, 0, 0x10);
  fat.put(fat.slotAt(1, 5), '..         ', 0, 0, 0x10);
  fat.putLong(fat.slotAt(2, 5), 0x41, 'image.json', 'IMAGE~1 JSO');
  fat.put(fat.slotAt(3, 5), 'IMAGE~1 JSO', 9, content.length);
  fat.chain(9, 7, 8);
  for (const [i, cluster] of [9, 7, 8].entries()) {
    fat.bytes.set(content.subarray(i * 512, (i + 1) * 512), fat.clusterAt(cluster));
  }
  return { fat, content };
}

test.each(KINDS)('FAT%s: a file in a folder, by its long name, its short one, and in any case', async (kind) => {
  const { fat, content } = withRecord(kind);
  const volume = await fat.open();
  for (const path of ['nixberry/image.json', 'NIXBERRY/IMAGE~1.JSO', 'NixBerry/Image.JSON']) {
    expectBytes(await readFatFile(volume, path, 1300), content);
  }
});

test.each(['nixberry', 'nixberry/other', 'image.json', 'nixberry/image.json/more', 'firmware', ''])(
  'there is no file %o',
  async (path) => {
    expect(await readFatFile(await withRecord(16).fat.open(), path, MAX_BYTES)).toBeNull();
  },
);

test('letters that only some systems take for the same are not', async () => {
  const { fat } = withRecord(16);
  fat.putLong(fat.slotAt(2, 5), 0x41, '\u0131mage.json', 'IMAGE~1 JSO');
  expect(await readFatFile(await fat.open(), 'nixberry/image.json', MAX_BYTES)).toBeNull();
});

test('an empty file has no clusters', async () => {
  const fat = new AFat();
  fat.put(fat.slotAt(0), 'EMPTY      ', 0, 0);
  expectBytes(await readFatFile(await fat.open(), 'empty', 0), new Uint8Array(0));
});

test('a deleted file is not there, nor one behind the end of its folder', async () => {
  const fat = new AFat();
  fat.put(fat.slotAt(0), '\u00e5ONE       ', 0, 0);
  fat.put(fat.slotAt(2), 'BEHIND     ', 0, 0);
  const volume = await fat.open();
  expect(await readFatFile(volume, '\u00e5one', 9)).toBeNull();
  expect(await readFatFile(volume, 'behind', 9)).toBeNull();
});

test('FAT12 and FAT16 have no upper half of a cluster number', async () => {
  const { fat, content } = withRecord(16);
  fat.view.setUint16(fat.slotAt(3, 5) + 20, 0xabcd, true);
  expectBytes(await readFatFile(await fat.open(), 'nixberry/image.json', MAX_BYTES), content);
});

test('FAT32 has 28 bits in an entry: the others may be anything', async () => {
  const { fat, content } = withRecord(32);
  for (const cluster of [2, 5, 7, 8, 9]) {
    const at = fat.tableOffset + cluster * 4 + 3;
    fat.bytes[at] = (fat.bytes[at] ?? 0) | 0xf0;
  }
  expectBytes(await readFatFile(await fat.open(), 'nixberry/image.json', MAX_BYTES), content);
});

test('the table that counts is read', async () => {
  const fat = new AFat({ kind: 32, flags: 0x81 });
  const content = pattern(900, 2);
  fat.put(fat.slotAt(0), 'FILE       ', 10, 900);
  fat.bytes.set(content.subarray(0, 512), fat.clusterAt(10));
  fat.bytes.set(content.subarray(512), fat.clusterAt(20));
  fat.entry(10, 20, 1);
  fat.entry(20, 0x0fffffff, 1);
  fat.entry(10, 30, 0);
  expectBytes(await readFatFile(await fat.open(), 'file', MAX_BYTES), content);
});

test('a long name of several slots, and what does not fit together', async () => {
  const fat = new AFat();
  const alias = 'ALONGN~1TXT';
  const name = 'a long name of 31 characters.txt';
  const long = [name.slice(26), name.slice(13, 26), name.slice(0, 13)];
  const put = (first: number, orders: readonly number[]): void => {
    for (const [i, order] of orders.entries()) fat.putLong(fat.slotAt(first + i), order, long[i] ?? '', alias);
    fat.put(fat.slotAt(first + orders.length), alias, 0, 0);
  };
  put(0, [0x43, 2, 1]);
  expect(await readFatFile(await fat.open(), name, 9)).not.toBeNull();
  for (const orders of [
    [0x43, 1, 2],
    [0x43, 2, 2],
    [0x44, 2, 1],
    [3, 2, 1],
    [0x40, 0x40, 0x40],
  ]) {
    put(0, orders);
    const volume = await fat.open();
    expect(await readFatFile(volume, name, 9)).toBeNull();
    expect(await readFatFile(volume, 'ALONGN~1.TXT', 9)).not.toBeNull();
  }
  put(0, [0x43, 2, 1]);
  fat.text(fat.slotAt(3), 'CHANGED TXT');
  expect(await readFatFile(await fat.open(), name, 9)).toBeNull();
});

test.each(KINDS.flatMap((kind) => BROKEN.map(([what, damage, reason]) => [kind, what, damage, reason] as const)))(
  'FAT%s: %s is fat-broken',
  async (kind, _, damage, reason) => {
    const { fat } = withRecord(kind);
    damage(fat);
    const error = await appErrorOf(readFatFile(await fat.open(), 'nixberry/image.json', 1300));
    expect([error.code, error.facts]).toEqual(['fat-broken', { reason }]);
  },
);

test('a folder that lists nothing within 2 MiB is fat-broken', async () => {
  const fat = new AFat({ clusters: 5000 });
  fat.put(fat.slotAt(0), 'NIXBERRY   ', 5, 0, 0x10);
  fat.chain(...Array.from({ length: 4097 }, (_, i) => i + 5));
  const error = await appErrorOf(readFatFile(await fat.open(), 'nixberry/image.json', 1));
  expect(error.facts).toEqual({ reason: 'folder-too-large' });
});
