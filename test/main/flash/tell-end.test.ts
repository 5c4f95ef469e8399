import { expect, test } from 'vitest';
import { tellEnd } from '../../../src/main/flash/tell-end.ts';
import { mainWords } from '../../../src/main/words.ts';
import type { FlashTarget, FlashTopic } from '../../../src/contract/window/flash.ts';
import { aTarget, flashTopic } from '../../renderer/steps/drive/card-topics.ts';

function said(change: Partial<FlashTopic>): string[] {
  const all: string[] = [];
  tellEnd(flashTopic(change), { say: (_title, text) => void all.push(text) }, mainWords());
  return all;
}

function right(verified: 'direct' | 'cached'): FlashTarget {
  const outcome = {
    kind: 'done',
    bytes: 1,
    writtenBytes: 1,
    skippedBytes: 0,
    rewritten: null,
    sha256: 'a'.repeat(64),
    ejected: true,
    seed: true,
  } as const;
  return aTarget({ outcome: { ...outcome, verified, ms: { writing: 1, flushing: 1, verifying: 1, total: 3 } } });
}

test('a card that was read through the cache is not told of as verified', () => {
  expect(said({ state: 'done', targets: [right('direct')] })).toEqual(['greenhouse: written and verified.']);
  const [text] = said({ state: 'done', targets: [right('direct'), right('cached')] });
  expect(text).toContain('cache');
  expect(text).not.toContain('verified');
});

test('what was given up is not told of', () => {
  expect(said({ state: 'cancelled' })).toEqual([]);
});
