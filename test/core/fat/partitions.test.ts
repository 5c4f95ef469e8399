import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32 } from '../../../src/core/fat/crc32.ts';
import { listPartitions } from '../../../src/core/fat/partitions.ts';
import { readerOf } from '../../support/bytes-reader.ts';
import { AFat } from './a-fat.ts';

type Entry = readonly [type: number, firstSector: number, sectors: number, flag?: number];

const DISK_BYTES = 1 << 20;
const ESP = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
/** The same as the table stores it: UEFI specification, appendix A. */
const ESP_STORED = [0x28, 0x73, 0x2a, 0xc1, 0x1f, 0xf8, 0xd2, 0x11, 0xba, 0x4b, 0, 0xa0, 0xc9, 0x3e, 0xc9, 0x3b];

function table(disk: Uint8Array, sector: number, ...entries: readonly Entry[]): Uint8Array {
  const view = new DataView(disk.buffer);
  disk.set([0x55, 0xaa], sector * 512 + 510);
  for (const [i, [type, first, sectors, flag = 0]] of entries.entries()) {
    const at = sector * 512 + 446 + i * 16;
    disk[at] = flag;
    disk[at + 4] = type;
    view.setUint32(at + 8, first, true);
    view.setUint32(at + 12, sectors, true);
  }
  return disk;
}

/** A GPT with one ESP in entry 3, sectors 100 to 199. */
function gpt(disk: Uint8Array, sectorBytes = 512): Uint8Array {
  const view = new DataView(disk.buffer);
  const entries = 2 * sectorBytes;
  disk.set(ESP_STORED, entries + 2 * 128);
  view.setBigUint64(entries + 2 * 128 + 32, 100n, true);
  view.setBigUint64(entries + 2 * 128 + 40, 199n, true);
  disk.set(new TextEncoder().encode('EFI PART'), sectorBytes);
  view.setUint32(sectorBytes + 8, 0x10000, true);
  view.setUint32(sectorBytes + 12, 92, true);
  view.setBigUint64(sectorBytes + 24, 1n, true);
  view.setBigUint64(sectorBytes + 72, 2n, true);
  view.setUint32(sectorBytes + 80, 128, true);
  view.setUint32(sectorBytes + 84, 128, true);
  view.setUint32(sectorBytes + 88, crc32(disk.subarray(entries, entries + 128 * 128)), true);
  return signed(disk, sectorBytes);
}

/** With its header's checksum made anew. */
function signed(disk: Uint8Array, sectorBytes = 512): Uint8Array {
  const view = new DataView(disk.buffer);
  view.setUint32(sectorBytes + 16, 0, true);
  view.setUint32(sectorBytes + 16, crc32(disk.subarray(sectorBytes, sectorBytes + 92)), true);
  return disk;
}

const empty = (): Uint8Array => new Uint8Array(DISK_BYTES);
const list = (disk: Uint8Array) => listPartitions(readerOf(disk));
const brief = async (disk: Uint8Array) => (await list(disk)).map(({ index, type }) => [index, type]);

test('the check value of CRC-32', () => {
  expect(crc32(Uint8Array.from('123456789', (char) => char.charCodeAt(0)))).toBe(0xcbf43926);
});

test('primary partitions, by their place in the table', async () => {
  const disk = table(empty(), 0, [0x0c, 16, 100, 0x80], [0, 0, 0], [0x83, 200, 50]);
  expect(await list(disk)).toEqual([
    { index: 1, offset: 16 * 512, bytes: 100 * 512, table: 'mbr', type: '0x0c' },
    { index: 3, offset: 200 * 512, bytes: 50 * 512, table: 'mbr', type: '0x83' },
  ]);
});

test('sector numbers are unsigned', async () => {
  const [partition] = await list(table(empty(), 0, [0x0c, 0xf0000000, 0xffffffff]));
  expect(partition).toMatchObject({ offset: 0xf0000000 * 512, bytes: 0xffffffff * 512 });
});

test.each([0x05, 0x0f, 0x85])('logical partitions in an extended one of type %i', async (type) => {
  const disk = table(empty(), 0, [0x83, 1, 9], [type, 100, 900]);
  table(disk, 100, [0x0c, 1, 20], [0x05, 200, 100]);
  table(disk, 300, [0x83, 2, 30], [0x05, 400, 100]);
  table(disk, 500, [0x06, 3, 40]);
  expect((await list(disk)).slice(2)).toEqual([
    { index: 5, offset: 101 * 512, bytes: 20 * 512, table: 'mbr', type: '0x0c' },
    { index: 6, offset: 302 * 512, bytes: 30 * 512, table: 'mbr', type: '0x83' },
    { index: 7, offset: 503 * 512, bytes: 40 * 512, table: 'mbr', type: '0x06' },
  ]);
});

test.each<[string, (disk: Uint8Array) => void]>([
  ['to itself', (disk) => table(disk, 100, [0x0c, 1, 20], [0x05, 0xffffffff, 100])],
  [
    'back to the first',
    (disk) => (table(disk, 100, [0x0c, 1, 20], [0x05, 200, 9]), table(disk, 300, [0, 0, 0], [0x05, 200, 9])),
  ],
  ['out of the extended one', (disk) => table(disk, 100, [0x0c, 1, 20], [0x05, 900, 9])],
  [
    'out of the disk',
    (disk) => (table(disk, 0, [0x05, 100, 9000000]), table(disk, 100, [0x0c, 1, 20], [0x05, 5000000, 9])),
  ],
  ['to something else', (disk) => table(disk, 100, [0x0c, 1, 20], [0x05, 300, 9])],
])('a chain of logical partitions that leads %s ends there', async (_, chain) => {
  const disk = table(empty(), 0, [0x05, 100, 900]);
  chain(disk);
  expect(await brief(disk)).toEqual([
    [1, '0x05'],
    [5, '0x0c'],
  ]);
});

test('a chain of more links than anybody has ends', async () => {
  const disk = table(empty(), 0, [0x05, 1, 2000]);
  for (let link = 1; link < 1900; link += 2) table(disk, link, [0x0c, 1, 1], [0x05, link + 1, 2]);
  expect(await list(disk)).toHaveLength(1 + 64);
});

describe.each([512, 4096])('a GPT of %i-byte sectors', (sectorBytes) => {
  const protective = (): Uint8Array => table(empty(), 0, [0xee, 1, 0xffffffff]);

  test('behind a protective MBR', async () => {
    expect(await list(gpt(protective(), sectorBytes))).toEqual([
      { index: 3, offset: 100 * sectorBytes, bytes: 100 * sectorBytes, table: 'gpt', type: ESP },
    ]);
  });

  test.each<[string, (disk: Uint8Array, view: DataView) => unknown]>([
    ['its header has a wrong checksum', (disk) => (disk[sectorBytes + 40] = 1)],
    ['its entries have a wrong checksum', (disk) => (disk[2 * sectorBytes + 500] = 1)],
    ['it says that it lies elsewhere', (disk) => ((disk[sectorBytes + 24] = 2), signed(disk, sectorBytes))],
    ['its header is longer than a sector', (disk) => (disk[sectorBytes + 14] = 1)],
    ['its entries lie far out', (disk) => ((disk[sectorBytes + 76] = 1), signed(disk, sectorBytes))],
    ['its entries lie in its header', (disk) => ((disk[sectorBytes + 72] = 1), signed(disk, sectorBytes))],
    ['it has a million entries', (disk) => ((disk[sectorBytes + 82] = 16), signed(disk, sectorBytes))],
    ['its entries are tiny', (disk) => ((disk[sectorBytes + 84] = 64), signed(disk, sectorBytes))],
  ])('is none when %s', async (_, damage) => {
    const disk = gpt(protective(), sectorBytes);
    damage(disk, new DataView(disk.buffer));
    expect(await list(disk)).toEqual([]);
  });

  test('leaves out entries that make no sense', async () => {
    const disk = protective();
    const view = new DataView(disk.buffer);
    const entry = (i: number, first: bigint, last: bigint): void => {
      const at = 2 * sectorBytes + i * 128;
      disk.set(ESP_STORED, at);
      view.setBigUint64(at + 32, first, true);
      view.setBigUint64(at + 40, last, true);
    };
    entry(0, 0n, 10n);
    entry(1, 10n, 9n);
    entry(4, 1n << 62n, (1n << 62n) + 1n);
    entry(5, 10n, (1n << 63n) + 1n);
    expect((await list(gpt(disk, sectorBytes))).map(({ index }) => index)).toEqual([3]);
  });
});

test('an old GPT behind an ordinary MBR does not count, and a broken one leaves what the MBR says beside it', async () => {
  expect(await brief(gpt(table(empty(), 0, [0x0c, 16, 100])))).toEqual([[1, '0x0c']]);
  const broken = gpt(table(empty(), 0, [0xee, 1, 15], [0x0c, 16, 100]));
  broken[512 + 40] = 1;
  expect(await brief(broken)).toEqual([[2, '0x0c']]);
});

test.each<[string, Uint8Array]>([
  ['zeros', empty()],
  ['ten bytes', new Uint8Array(10)],
  ['an empty table', table(empty(), 0)],
  ['a boot flag of another value', table(empty(), 0, [0x0c, 16, 100], [0x20, 1, 1, 0x20])],
  ['a FAT without a table', new AFat().bytes],
])('%s: no partitions', async (_, disk) => {
  expect(await list(disk)).toEqual([]);
});

test('a disk that ends within its tables, or before a partition', async () => {
  const disk = gpt(table(empty(), 0, [0xee, 1, 0xffffffff]));
  expect(await list(disk.slice(0, 2000))).toEqual([]);
  expect(await brief(disk.slice(0, 20_000))).toEqual([[3, ESP]]);
});

test('any bytes give partitions of whole numbers, after few reads', async () => {
  const noise = fc.uint8Array({ minLength: 0, maxLength: 4096 });
  await fc.assert(
    fc.asyncProperty(noise, fc.boolean(), async (bytes, isProtective) => {
      const disk = empty();
      disk.set(bytes);
      for (let i = 0; i < 4; i++) disk[446 + i * 16] = 0x80;
      if (isProtective) disk[450] = 0xee;
      disk.set([0x55, 0xaa], 510);
      const reader = readerOf(disk);
      for (const { offset, bytes: length } of await listPartitions(reader)) {
        expect(Number.isSafeInteger(offset) && Number.isSafeInteger(length) && length > 0).toBe(true);
      }
      expect(reader.reads.length).toBeLessThan(70);
    }),
  );
});
