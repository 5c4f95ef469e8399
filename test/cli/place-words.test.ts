import { expect, test } from 'vitest';
import { errorWords } from '../../src/cli/error-words.ts';
import { hasWords, t } from '../../src/cli/words.ts';
import type { ErrorCode } from '../../src/core/errors/causes.ts';
import { BUILD_NOTES } from '../../src/core/nix/events.ts';

/** The reasons of errors at a place that have words of their own. */
const REASONS: readonly (readonly [ErrorCode, string])[] = [
  ...['special', 'name', 'too-large', 'changed', 'revision', 'kind', 'git', 'git-missing'].map(
    (reason) => ['project-unsendable', reason] as const,
  ),
  ['remote-lost', 'build'],
  ['remote-build-ended', 'stopped'],
];

test.each(BUILD_NOTES)('the note %s has words', (code) => expect(hasWords(`build-note.${code}`)).toBe(true));

test.each(REASONS)('%s has words for %s, and says what to do', (code, reason) => {
  const general = errorWords(code, { path: '/pi', place: 'ada@big', reason: null });
  const facts = { bytes: 6e8, maxBytes: 5e8, largest: 'a', largestBytes: 6e8, detail: 'no' };
  const { message, next } = errorWords(code, { path: '/pi', place: 'ada@big', reason, ...facts });
  expect(message).toMatch(/^(?:\/pi|The (?:build|connection)) .*\.$/);
  expect(message).not.toBe(general.message);
  expect(next).not.toBe(general.next);
});

test('a build that is taken up is told from one that has ended', () => {
  const facts = { place: 'ada@big', ms: 120_000 };
  expect(t('build-note.job-resumed', { ...facts, state: 'running' })).toContain('still running');
  expect(t('build-note.job-resumed', { ...facts, state: 'ended' })).toContain('has ended');
});

test('a file that cannot be read is told as the system has it', () => {
  const { message } = errorWords('project-unsendable', { path: '/pi/key', reason: 'EACCES' });
  expect(message).toBe('/pi/key cannot be sent to another machine: you are not allowed to read it.');
});
