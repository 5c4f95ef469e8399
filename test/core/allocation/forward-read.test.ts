import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { follow, type ForwardRead, type Wanted } from '../../../src/core/allocation/forward-read.ts';

const IMAGE = Uint8Array.from({ length: 200 }, (_, i) => i);

function* wanting(wishes: readonly Wanted[], got: (number[] | null)[]): ForwardRead {
  for (const wish of wishes) {
    const bytes = yield wish;
    got.push(bytes && [...bytes]);
  }
}

function followed(wishes: readonly Wanted[], cuts: readonly number[], isGap: (at: number) => boolean = () => false) {
  const got: (number[] | null)[] = [];
  const follower = follow(wanting(wishes, got));
  let at = 0;
  for (const cut of [...cuts, IMAGE.length]) {
    const end = Math.min(IMAGE.length, at + cut);
    if (!isGap(at)) follower.see(at, IMAGE.subarray(at, end));
    at = end;
  }
  return { got, done: follower.done };
}

describe('a reader that follows the image', () => {
  it('gets what it wants, however the image is cut', () => {
    const wish = fc.record({ offset: fc.nat({ max: 220 }), bytes: fc.integer({ min: 1, max: 60 }) });
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 50 })), (wishes, cuts) => {
        const whole = followed(wishes, []);
        expect(followed(wishes, cuts)).toEqual(whole);
        let position = 0;
        for (const [i, found] of whole.got.entries()) {
          const { offset = 0, bytes = 0 } = wishes[i] ?? {};
          expect(found).toEqual(offset < position ? null : [...IMAGE.subarray(offset, offset + bytes)]);
          if (found) position = offset + bytes;
        }
      }),
    );
  });

  it('is told what has gone by unseen, and what was cut off', () => {
    const wishes = [
      { offset: 25, bytes: 5 },
      { offset: 38, bytes: 4 },
      { offset: 50, bytes: 2 },
    ];
    // From 20 to 30 and from 40 to 50 nothing is seen.
    const cuts = Array<number>(20).fill(10);
    expect(followed(wishes, cuts, (at) => at === 20 || at === 40).got).toEqual([null, null, [50, 51]]);
  });
});
