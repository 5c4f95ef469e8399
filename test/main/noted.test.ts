import { expect, test } from 'vitest';
import { createNoted } from '../../src/main/noted.ts';
import { BUILD_FAILED, BUILDING } from '../e2e/states/builds.ts';
import { ASKING, WRITE_FAILED, WRITING_CARD, WRITTEN } from '../e2e/states/writes.ts';

const AT = '2026-11-03T14:32:00.000Z';
const LOST = { at: AT, call: 'flash', code: 'drive-lost' };

function noted() {
  return createNoted(() => AT);
}

test('what was never done is not told', () => {
  expect(noted().all({})).toEqual({ flash: null, build: null, errors: [] });
});

test('a write that has failed is told when the page has forgotten it, with the error of its card', () => {
  const { flashEnded, all } = noted();
  flashEnded(WRITE_FAILED);
  const told = all({ flash: null });
  expect(told.flash).toEqual(WRITE_FAILED);
  expect(told.errors).toMatchObject([LOST]);
});

test('and while the next one is asked about; one that has begun is told itself', () => {
  const { flashEnded, all } = noted();
  flashEnded(WRITE_FAILED);
  expect(all({ flash: ASKING }).flash).toEqual(WRITE_FAILED);
  const next = all({ flash: WRITING_CARD });
  expect(next.flash).toEqual(WRITING_CARD);
  expect(next.errors).toMatchObject([LOST]);
});

test('the first one is told while it is asked about', () => {
  expect(noted().all({ flash: ASKING }).flash).toEqual(ASKING);
});

test('each card that has failed is an error of its own, the job’s is not told twice', () => {
  const { flashEnded, all } = noted();
  const [lost] = WRITE_FAILED.targets;
  const [done] = WRITTEN.targets;
  if (!lost || !done) throw new Error('no such cards');
  const bad = {
    ...lost,
    outcome: { kind: 'failed', code: 'io-error', facts: { errno: 'EIO' }, state: 'unknown' },
  } as const;
  flashEnded({ ...WRITE_FAILED, targets: [lost, done, bad], error: { code: 'drive-lost', facts: {} } });
  expect(all({}).errors.map(({ code }) => code)).toEqual(['drive-lost', 'io-error']);
});

test('what fails before any card does is told as well', () => {
  const { flashEnded, all } = noted();
  const [waiting] = ASKING.targets;
  if (!waiting) throw new Error('no such card');
  const failed = { ...ASKING, state: 'failed', questions: [], error: { code: 'no-elevation', facts: {} } } as const;
  flashEnded({ ...failed, questions: [], targets: [waiting] });
  expect(all({ flash: null })).toMatchObject({ flash: { state: 'failed' }, errors: [{ code: 'no-elevation' }] });
});

test('one that fails before it has begun does not take the place of one that had; its error is told', () => {
  const { flashEnded, all } = noted();
  flashEnded(WRITE_FAILED);
  const [waiting] = ASKING.targets;
  if (!waiting) throw new Error('no such card');
  const error = { code: 'no-elevation', facts: {} } as const;
  flashEnded({ ...ASKING, state: 'failed', questions: [], targets: [waiting], error });
  const told = all({ flash: null });
  expect(told.flash).toEqual(WRITE_FAILED);
  expect(told.errors.map(({ code }) => code)).toEqual(['drive-lost', 'no-elevation']);
});

test('a write that went well is told, and is no error', () => {
  const { flashEnded, all } = noted();
  flashEnded(WRITTEN);
  expect(all({ flash: null })).toMatchObject({ flash: { state: 'done' }, errors: [] });
});

test('a build that has failed is told until another one runs, and its error also then', () => {
  const { buildEnded, all } = noted();
  buildEnded(BUILD_FAILED);
  const failed = { call: 'build', code: 'build-failed' };
  expect(all({ build: null })).toMatchObject({ build: { state: 'failed' }, errors: [failed] });
  expect(all({ build: BUILDING })).toMatchObject({ build: { state: 'running' }, errors: [failed] });
});

test('the last errors are kept, the oldest go first', () => {
  const { error, all } = noted();
  for (let nr = 0; nr < 25; nr += 1) error(`call ${nr}`, { code: 'unexpected', facts: {} });
  const calls = all({}).errors.map(({ call }) => call);
  expect(calls).toHaveLength(20);
  expect([calls[0], calls.at(-1)]).toEqual(['call 5', 'call 24']);
});
