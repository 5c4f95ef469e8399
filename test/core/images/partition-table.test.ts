import { expect, test } from 'vitest';
import { tableSectorBytes } from '../../../src/core/images/partition-table.ts';

function head(change: (bytes: Uint8Array) => void): Uint8Array {
  const bytes = new Uint8Array(64 << 10);
  change(bytes);
  return bytes;
}

const put = (bytes: Uint8Array, at: number, text: string): void => bytes.set(new TextEncoder().encode(text), at);

function mbr(bytes: Uint8Array, entries: readonly (readonly [flag: number, type: number])[]): void {
  bytes.set([0x55, 0xaa], 510);
  for (const [i, [flag, type]] of entries.entries()) {
    bytes[446 + i * 16] = flag;
    bytes[446 + i * 16 + 4] = type;
  }
}

test.each([
  ['a GPT for 512 bytes', head((b) => put(b, 512, 'EFI PART')), 512],
  ['a GPT for 4096 bytes', head((b) => put(b, 4096, 'EFI PART')), 4096],
  [
    'a GPT for 4096 bytes behind its protective MBR',
    head((b) => (mbr(b, [[0, 0xee]]), put(b, 4096, 'EFI PART'))),
    4096,
  ],
  [
    'an MBR as NixOS images have',
    head((b) =>
      mbr(b, [
        [0, 0x0b],
        [0x80, 0x83],
      ]),
    ),
    512,
  ],
  ['an MBR without partitions', head((b) => mbr(b, [])), null],
  ['the boot sector of a FAT: code where the entries would be', head((b) => mbr(b, [[0x20, 0x72]])), null],
  ['nothing', head(() => undefined), null],
  ['an image of ten bytes', new Uint8Array(10), null],
])('%s', (_, bytes, expected) => {
  expect(tableSectorBytes(bytes)).toBe(expected);
});
