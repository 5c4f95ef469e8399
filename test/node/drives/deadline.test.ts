import { expect, it } from 'vitest';
import { withinMs } from '../../../src/node/drives/deadline.ts';

it('gives what came in time', async () => {
  expect(await withinMs(5000, Promise.resolve(7))).toBe(7);
});

it('gives null for what failed', async () => {
  expect(await withinMs(5000, Promise.reject(new Error('no')))).toBeNull();
});

it('does not wait for what never ends', async () => {
  expect(await withinMs(20, new Promise(() => undefined))).toBeNull();
});
