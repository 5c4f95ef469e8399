import { expect, it } from 'vitest';
import { createDeferred } from '../../../src/core/jobs/deferred.ts';
import { createSlots } from '../../../src/node/drives/slots.ts';

const LONG_MS = 5_000;
const SHORT_MS = 20;
const never = (): Promise<never> => new Promise(() => undefined);

it('brings the answer, and null for work that fails', async () => {
  const slots = createSlots(1, LONG_MS);
  expect(await slots('a', () => Promise.resolve(7))).toBe(7);
  expect(await slots('a', () => Promise.reject(new Error('EIO')))).toBeNull();
});

it('waits no longer than its time for an answer, nor for a place', async () => {
  const slots = createSlots(1, SHORT_MS);
  let begun = false;
  const hangs = slots('a', never);
  const waits = slots('b', () => {
    begun = true;
    return Promise.resolve(1);
  });
  expect(await Promise.all([hangs, waits])).toEqual([null, null]);
  expect(begun).toBe(false);
});

it('has no more under way than it may, and begins the next when one has really ended', async () => {
  const slots = createSlots(2, LONG_MS);
  const ends = [createDeferred<string>(), createDeferred<string>(), createDeferred<string>()];
  const begun: number[] = [];
  const answers = ends.map(({ promise }, at) =>
    slots(String(at), () => {
      begun.push(at);
      return promise;
    }),
  );
  expect(begun).toEqual([0, 1]);
  ends[1]?.resolve('one');
  expect(await answers[1]).toBe('one');
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.resolve('zero');
  ends[2]?.resolve('two');
  expect(await Promise.all(answers)).toEqual(['zero', 'one', 'two']);
});

it('asks the same thing once, however often somebody wants to know', async () => {
  const slots = createSlots(2, SHORT_MS);
  let times = 0;
  const ask = () =>
    slots('a', () => {
      times += 1;
      return never();
    });
  expect(await Promise.all([ask(), ask()])).toEqual([null, null]);
  expect(await ask()).toBeNull();
  expect(times).toBe(1);
});
