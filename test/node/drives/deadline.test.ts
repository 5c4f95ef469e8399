import { expect, it, vi } from 'vitest';
import { endedWithinMs, withinMs } from '../../../src/node/drives/deadline.ts';

it('gives what came in time', async () => {
  expect(await withinMs(5000, Promise.resolve(7))).toBe(7);
});

it('gives null for what failed', async () => {
  expect(await withinMs(5000, Promise.reject(new Error('no')))).toBeNull();
});

it('does not wait for what never ends', async () => {
  expect(await withinMs(20, new Promise(() => undefined))).toBeNull();
});

it('tells work that takes too long to end', async () => {
  const given: AbortSignal[] = [];
  const never = (signal: AbortSignal): Promise<never> => {
    given.push(signal);
    return new Promise(() => undefined);
  };
  expect(await endedWithinMs(20, new AbortController().signal, never)).toBeNull();
  await vi.waitFor(() => expect(given.map(({ aborted }) => aborted)).toEqual([true]));
});

it('tells it so, too, when nobody wants it any more', async () => {
  const signal = AbortSignal.abort();
  expect(await endedWithinMs(60_000, signal, (both) => Promise.resolve(both.aborted))).toBe(true);
});
