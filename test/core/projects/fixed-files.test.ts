import { expect, test } from 'vitest';
import { planUpgrade } from '../../../src/core/projects/fixed-files.ts';

const hash = (text: string): string => `#${text}`;

/** What is to be done with one file; what was written is given by its text. */
function step(texts: { disk?: string; written?: string; ours?: string }, overwrite = false): string | null {
  const map = (text: string | undefined): ReadonlyMap<string, string> =>
    new Map(text === undefined ? [] : [['f', text]]);
  const hashes = new Map([...map(texts.disk)].map(([path, text]) => [path, hash(text)]));
  const written: Record<string, string> = texts.written === undefined ? {} : { f: hash(texts.written) };
  const [change, ...more] = planUpgrade({ texts: map(texts.disk), hashes, written, ours: map(texts.ours) }, overwrite);
  expect(more).toEqual([]);
  return change?.step ?? null;
}

test.each([
  ['as it should be', { disk: 'a', written: 'a', ours: 'a' }, null, null],
  ['newer', { disk: 'a', written: 'a', ours: 'b' }, 'replace', 'replace'],
  ['new', { ours: 'b' }, 'add', 'add'],
  ['deleted by its owner', { written: 'a', ours: 'a' }, 'add', 'add'],
  ['edited', { disk: 'x', written: 'a', ours: 'b' }, 'keep', 'overwrite'],
  ['edited, nothing newer', { disk: 'x', written: 'a', ours: 'a' }, 'keep', 'overwrite'],
  ['never recorded', { disk: 'x', ours: 'b' }, 'keep', 'overwrite'],
  ['edited to what is newer', { disk: 'b', written: 'a', ours: 'b' }, null, null],
  ['no longer needed', { disk: 'a', written: 'a' }, 'remove', 'remove'],
  ['edited and no longer needed', { disk: 'x', written: 'a' }, 'keep', 'keep'],
  ['no longer needed and gone', { written: 'a' }, null, null],
] as const)('a file that is %s', (_, texts, plain, overwriting) => {
  expect(step(texts)).toBe(plain);
  expect(step(texts, true)).toBe(overwriting);
});

test('the files come in the order of their paths, with old and new text', () => {
  const files = { texts: new Map([['z', 'old']]), hashes: new Map([['z', 'h']]), written: { z: 'h' } };
  expect(planUpgrade({ ...files, ours: new Map(['z', 'a', 'b'].map((path) => [path, 'new'])) }, false)).toEqual([
    { path: 'a', step: 'add', old: null, new: 'new' },
    { path: 'b', step: 'add', old: null, new: 'new' },
    { path: 'z', step: 'replace', old: 'old', new: 'new' },
  ]);
});
