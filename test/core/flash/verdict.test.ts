import { describe, expect, it } from 'vitest';
import { GROUNDS, judgeMismatch, SUSPECTS, type Evidence, type Verdict } from '../../../src/core/flash/verdict.ts';

type Row = readonly [
  Evidence['second'],
  Evidence['image'],
  Evidence['rewritten'],
  Verdict['suspect'],
  Verdict['grounds'],
  boolean,
];

const ROWS: readonly Row[] = [
  ['same', 'same', 'none', 'card', 'same', true],
  // Without the true bytes there is nothing to write.
  ['same', 'unknown', 'none', 'card', 'same', false],
  ['same', 'changed', 'none', 'image', 'image', false],
  ['right', 'unknown', 'none', 'reader', 'right', false],
  ['right', 'same', 'none', 'reader', 'right', false],
  ['other', 'same', 'none', 'reader', 'unsteady', false],
  ['other', 'unknown', 'none', 'reader', 'unsteady', false],
  ['other', 'changed', 'none', 'image', 'image', false],
  ['same', 'same', 'this', 'card', 'again', false],
  ['other', 'same', 'this', 'card', 'again', false],
  ['same', 'same', 'another', 'card', 'another', false],
  ['same', 'unknown', 'another', 'card', 'another', false],
  ['right', 'unknown', 'another', 'reader', 'right', false],
  ['other', 'same', 'another', 'reader', 'unsteady', false],
  ['same', 'changed', 'another', 'image', 'image', false],
];

/** As far as they differ where the second reading may have been of a cache. */
const CACHED_ROWS: readonly Row[] = [
  ['same', 'same', 'none', 'unknown', 'cached', false],
  ['same', 'unknown', 'another', 'unknown', 'cached', false],
  ['other', 'same', 'this', 'unknown', 'cached', false],
  ['same', 'changed', 'none', 'image', 'image', false],
  ['right', 'unknown', 'none', 'reader', 'right', false],
  ['other', 'same', 'none', 'reader', 'unsteady', false],
];

describe('judgeMismatch', () => {
  it.each(CACHED_ROWS)(
    'through a cache: second %s, image %s, rewritten %s: %s (%s)',
    (second, image, rewritten, ...to) => {
      const [suspect, grounds, mayRewrite] = to;
      expect(judgeMismatch({ second, image, rewritten, direct: false })).toEqual({ suspect, grounds, mayRewrite });
    },
  );

  it.each(ROWS)('second reading %s, image %s, rewritten %s: %s (%s)', (second, image, rewritten, ...verdict) => {
    const [suspect, grounds, mayRewrite] = verdict;
    expect(judgeMismatch({ second, image, rewritten, direct: true })).toEqual({ suspect, grounds, mayRewrite });
  });

  it('has rows for each suspect and all grounds', () => {
    const all = [...ROWS, ...CACHED_ROWS];
    expect(new Set(all.map(([, , , suspect]) => suspect))).toEqual(new Set(SUSPECTS));
    expect(new Set(all.map(([, , , , grounds]) => grounds))).toEqual(new Set(GROUNDS));
  });

  it('offers one writing more only for a block that the card alone has wrong', () => {
    for (const [second, image, rewritten] of ROWS)
      expect(judgeMismatch({ second, image, rewritten, direct: true }).mayRewrite).toBe(
        second === 'same' && image === 'same' && rewritten === 'none',
      );
  });
});
