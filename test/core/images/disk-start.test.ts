import { expect, test } from 'vitest';
import { DISK_START_BYTES, startsLikeDisk } from '../../../src/core/images/disk-start.ts';

function head(at: number, ...bytes: readonly number[]): Uint8Array {
  const start = new Uint8Array(DISK_START_BYTES);
  start.set(bytes, at);
  return start;
}

const text = (at: number, words: string): Uint8Array => head(at, ...new TextEncoder().encode(words));

test.each([
  ['an MBR, or the boot sector of FAT', head(510, 0x55, 0xaa)],
  ['a GPT without its protective MBR', text(512, 'EFI PART')],
  ['a GPT for 4096 bytes', text(4096, 'EFI PART')],
  ['ext4', head(1080, 0x53, 0xef)],
  ['ISO 9660', text(32_769, 'CD001')],
  ['squashfs', text(0, 'hsqs')],
  ['btrfs', text(65_600, '_BHRfS_M')],
])('%s begins like a disk', (_, bytes) => {
  expect(startsLikeDisk(bytes)).toBe(true);
});

test.each([
  ['nothing', new Uint8Array(DISK_START_BYTES)],
  ['a text', text(0, '# Notes\n')],
  ['a picture', head(0, 0x89, 0x50, 0x4e, 0x47)],
  ['a file of ten bytes', new Uint8Array(10)],
])('%s does not', (_, bytes) => {
  expect(startsLikeDisk(bytes)).toBe(false);
});
