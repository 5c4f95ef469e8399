import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { completeSettings } from '../../../src/core/spec/complete.ts';
import { parsePath } from '../../../src/core/spec/path.ts';
import { formatSettings, parseSettingsText } from '../../../src/core/spec/settings-text.ts';

type Hostile = { readonly name: string; readonly answers: unknown } & (
  | { readonly expect: 'refused'; readonly field: string }
  | { readonly expect: 'accepted'; readonly path: string; readonly value: string }
);

const corpus = JSON.parse(readFileSync('test/fixtures/hostile-answers/answers.json', 'utf8')) as Hostile[];

function at(tree: unknown, path: string): unknown {
  return parsePath(path)?.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], tree);
}

test('the corpus has both kinds, and no name twice', () => {
  expect(corpus.filter((hostile) => hostile.expect === 'refused').length).toBeGreaterThan(30);
  expect(corpus.filter((hostile) => hostile.expect === 'accepted').length).toBeGreaterThan(20);
  expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
});

describe('hostile answers', () => {
  test.each(corpus)('$name: $expect', (hostile) => {
    const completed = completeSettings(hostile.answers);
    if (hostile.expect === 'refused') {
      expect(completed).toMatchObject({ type: 'refused', problems: [{ path: hostile.field }] });
      return;
    }
    if (completed.type === 'refused') throw new Error(JSON.stringify(completed.problems));
    expect(at(completed.settings, hostile.path)).toBe(hostile.value);
    expect(at(parseSettingsText(formatSettings(completed.settings)), `settings.${hostile.path}`)).toBe(hostile.value);
  });
});
