import { expect, test } from 'vitest';
import { judgeMismatch } from '../../../src/core/flash/verdict.ts';
import { examplesOf, tellingExamplesOf, VERDICTS } from './examples.ts';

const SECONDS = ['right', 'same', 'other'] as const;
const IMAGES = ['same', 'changed', 'unknown'] as const;
const REWRITTEN = ['none', 'this', 'another'] as const;

function sorted(verdicts: readonly { readonly suspect?: unknown; readonly grounds?: unknown }[]): readonly string[] {
  return [...new Set(verdicts.map(({ suspect, grounds }) => `${String(suspect)} ${String(grounds)}`))].sort();
}

test('each verdict about a wrong block is among the examples, and none that is never given', () => {
  const given = SECONDS.flatMap((second) =>
    IMAGES.flatMap((image) =>
      REWRITTEN.flatMap((rewritten) =>
        [true, false].map((direct) => judgeMismatch({ second, image, rewritten, direct })),
      ),
    ),
  );
  expect(sorted(VERDICTS)).toEqual(sorted(given));
  expect(sorted(examplesOf('verify-mismatch'))).toEqual(sorted(given));
  expect(sorted(tellingExamplesOf('verify-mismatch'))).toEqual(sorted(given));
  expect(tellingExamplesOf('verify-mismatch')).toHaveLength(VERDICTS.length);
});

test('of a cause with reasons one for each is telling', () => {
  const reasons = tellingExamplesOf('refused').map(({ reason }) => reason);
  expect(reasons.length).toBeGreaterThan(1);
  expect(new Set(reasons).size).toBe(reasons.length);
});
