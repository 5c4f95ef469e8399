import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UNFINISHED_MARKER } from '../../../src/core/images/marker.ts';
import { SNIFF_BYTES, sniff, sniffTail } from '../../../src/core/images/sniff.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

test.each([
  ['\x1f\x8b\x08\x00', 'gzip'],
  ['\xfd7zXZ\0', 'xz'],
  ['BZh91AY&SY', 'bzip2'],
  ['BZh1\x17\x72\x45\x38\x50\x90', 'bzip2'],
  ['\x28\xb5\x2f\xfd', 'zstd'],
  ['\x53\x2a\x4d\x18\x05\0\0\0', 'zstd'],
  ['PK\x03\x04', 'zip'],
  ['PK\x05\x06', 'zip'],
  ['BZh9 is no bzip2', 'raw'],
  ['\xeb\x3c\x90mkfs.fat', 'raw'],
  ['', 'raw'],
])('%j is %s', (start, format) => {
  expect(sniff(bytes(start))).toEqual({ kind: 'image', format });
});

test.each([
  ['\0'.repeat(257) + 'ustar\0', 'tar'],
  ['7z\xbc\xaf\x27\x1c', '7z'],
  ['Rar!\x1a\x07\x01', 'rar'],
  ['\x04\x22\x4d\x18', 'lz4'],
  ['QFI\xfb', 'qcow2'],
  ['conectix', 'vhd'],
  ['\ufeff'.replace('\ufeff', '\xef\xbb\xbf') + '\n<!DOCTYPE html><title>Not found', 'html'],
])('%j is no image but %s', (start, what) => {
  expect(sniff(bytes(start))).toEqual({ kind: 'unknown', what });
});

test('a copy of a card that was never finished is known, by whatever version it was begun', () => {
  expect(sniff(bytes(UNFINISHED_MARKER))).toEqual({ kind: 'unfinished-card' });
  expect(sniff(bytes('NIXBERRY-UNFINISHED 2\n'))).toEqual({ kind: 'unfinished-card' });
});

test('a file that signs at its end is known by its tail', () => {
  const tail = new Uint8Array(512);
  expect(sniffTail(tail)).toBeNull();
  tail.set(bytes('koly'));
  expect(sniffTail(tail)).toBe('dmg');
});

test('whatever the bytes are, an answer comes, and it does not depend on what follows the first 512', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 700 }), (head) => {
      expect(sniff(head)).toEqual(sniff(head.subarray(0, SNIFF_BYTES)));
    }),
  );
});
