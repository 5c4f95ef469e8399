import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { describeBytes, sanitizeForDisplay } from '../../../src/core/drives/display.ts';

describe('sanitizeForDisplay', () => {
  test.each([
    ['an escape sequence', 'A\u001b[2JB', 'A\uFFFD[2JB'],
    ['a new line', 'A\nB', 'A\uFFFDB'],
    ['a C1 control', 'A\u009b31mB', 'A\uFFFD31mB'],
    ['right-to-left override', 'USB\u202Egpj', 'USB\uFFFDgpj'],
    ['an isolate', '\u2066A\u2069', '\uFFFDA\uFFFD'],
    ['a zero-width space', 'SD\u200BA', 'SD\uFFFDA'],
    ['a byte order mark', '\uFEFFA', '\uFFFDA'],
    ['a tag character', 'A\u{E0041}', 'A\uFFFD'],
    ['an invisible Hangul letter', 'A\u3164', 'A\uFFFD'],
    ['a line separator', 'A\u2028B', 'A\uFFFDB'],
    ['half a pair', 'A\uD800', 'A\uFFFD'],
  ])('%s', (_, text, shown) => {
    expect(sanitizeForDisplay(text)).toBe(shown);
  });

  it('leaves what people write alone', () => {
    for (const text of ['SanDisk Ultra', 'Überbackup 2', '写真', 'صور', 'A_b-c (1)'])
      expect(sanitizeForDisplay(text)).toBe(text);
  });

  it('is done after one pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = sanitizeForDisplay(text);
        expect(sanitizeForDisplay(once)).toBe(once);
        expect(once).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [67_108_864, '67.1 MB'],
  [512e6, '512 MB'],
  [999_500_000, '1 GB'],
  [31_914_983_424, '31.9 GB'],
  [127_865_454_592, '128 GB'],
  [2e12, '2 TB'],
  [99_960_000, '100 MB'],
])('%d bytes are %s', (bytes, words) => {
  expect(describeBytes(bytes)).toBe(words);
});
