import { describe, expect, it } from 'vitest';
import { createHeldBytes } from '../../../src/core/flash/held-bytes.ts';
import { MAX_HELD_BYTES } from '../../../src/core/flash/held-image.ts';

const MIB = 1 << 20;

describe('the bytes that are held', () => {
  it('are never more than the bound, near and far together', () => {
    const chunk = new Uint8Array(MIB);
    const held = createHeldBytes(MAX_HELD_BYTES);
    let most = 0;
    const pass = (): void => {
      for (let at = 0; at < 200 * MIB; at += MIB) {
        held.keep(at, chunk);
        most = Math.max(most, held.bytes);
      }
    };
    pass();
    expect(held.bytes).toBe(MAX_HELD_BYTES);
    for (const start of [70, 90, 30]) {
      held.want(48 * MIB, start * MIB, 16 * MIB);
      expect(held.bytes).toBeLessThanOrEqual(48 * MIB);
      pass();
    }
    expect(most).toBe(MAX_HELD_BYTES);
  });

  it('are copies: what comes later into the same memory changes nothing', () => {
    const held = createHeldBytes(100);
    const chunk = Buffer.from([1, 2, 3]);
    held.keep(0, chunk);
    chunk.fill(9);
    expect([...(held.read(0, 3) ?? [])]).toEqual([1, 2, 3]);
  });

  it('are let go of as they are taken', () => {
    const held = createHeldBytes(100);
    held.keep(0, Buffer.alloc(40));
    held.keep(40, Buffer.alloc(100));
    expect([...held.takeNear()].map(({ byteLength }) => byteLength)).toEqual([40, 60]);
    expect(held.bytes).toBe(0);
  });
});
