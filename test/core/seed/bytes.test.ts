import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexBytes, hexOf } from '../../../src/core/seed/hex.ts';
import { base64Bytes, base64Of } from '../../../src/core/spec/base64.ts';
import { utf8Bytes, utf8Text } from '../../../src/core/spec/utf8.ts';

const bytes = fc.uint8Array({ maxLength: 40 });

describe('bytes as text', () => {
  it('are hex as Node has it, and back', () => {
    fc.assert(
      fc.property(bytes, (some) => {
        expect(hexOf(some)).toBe(Buffer.from(some).toString('hex'));
        expect(hexBytes(hexOf(some))).toEqual(some);
      }),
    );
    expect(['a', 'AB', 'zz', '0x', ' 00'].map(hexBytes)).toEqual([null, null, null, null, null]);
  });

  it('are base64 as Node has it, and back', () => {
    fc.assert(
      fc.property(bytes, (some) => {
        expect(base64Of(some)).toBe(Buffer.from(some).toString('base64'));
        expect(base64Bytes(base64Of(some))).toEqual(some);
      }),
    );
  });

  it('are UTF-8 exactly where Node says so', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const decoded = (some: Uint8Array): string | null => {
      try {
        return decoder.decode(some);
      } catch {
        return null;
      }
    };
    // Mostly bytes that begin something or belong to it: others are refused at once.
    const tricky = fc.constantFrom(
      0,
      0x41,
      0x7f,
      0x80,
      0xbf,
      0xc0,
      0xc2,
      0xe0,
      0x9f,
      0xa0,
      0xed,
      0xef,
      0xf0,
      0x90,
      0x8f,
      0xf4,
      0xf5,
      0xff,
    );
    const some = fc.oneof(
      bytes,
      fc.array(tricky, { maxLength: 5 }).map((list) => Uint8Array.from(list)),
    );
    fc.assert(
      fc.property(some, (given) => {
        expect(utf8Text(given)).toBe(decoded(given));
      }),
      { numRuns: 5000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Text(utf8Bytes(text))).toBe(Buffer.from(text).toString());
      }),
    );
  });
});
