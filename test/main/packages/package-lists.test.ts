import { expect, it, vi } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { createPackageLists } from '../../../src/main/packages/package-lists.ts';

const HTOP = { name: 'htop', version: '3.3', description: 'process viewer' };
const LINGER_MS = 20;

/** Lists that end when the test says so, or when they are ended. */
function listings() {
  const begun: { readonly nixpkgs: string; readonly signal: AbortSignal; readonly done: () => void }[] = [];
  const lists = createPackageLists(
    (nixpkgs, signal) =>
      new Promise((resolve, reject) => {
        begun.push({ nixpkgs, signal, done: () => resolve([HTOP]) });
        signal.addEventListener('abort', () => reject(new AppError('cancelled')));
      }),
    LINGER_MS,
  );
  return { begun, lists };
}

const never = (): AbortSignal => new AbortController().signal;

it('lists a nixpkgs once, for the letter that ends the search before, too', async () => {
  const { begun, lists } = listings();
  const letter = new AbortController();
  const first = lists.of('one', letter.signal);
  letter.abort();
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  const second = lists.of('one', never());
  await new Promise((resolve) => setTimeout(resolve, 3 * LINGER_MS));
  begun[0]?.done();
  expect(await second).toEqual([HTOP]);
  await new Promise((resolve) => setTimeout(resolve, 3 * LINGER_MS));
  expect(await lists.of('one', never())).toEqual([HTOP]);
  expect(begun).toHaveLength(1);
});

it('gives up a list that nobody waits for any more, and begins it anew for the next', async () => {
  const { begun, lists } = listings();
  const letter = new AbortController();
  const first = lists.of('one', letter.signal);
  letter.abort();
  await expect(first).rejects.toThrow();
  await vi.waitFor(() => expect(begun[0]?.signal.aborted).toBe(true));
  const second = lists.of('one', never());
  begun[1]?.done();
  expect(await second).toEqual([HTOP]);
});

it('ends one that is of another nixpkgs', async () => {
  const { begun, lists } = listings();
  const first = lists.of('one', never());
  const second = lists.of('two', never());
  await expect(first).rejects.toThrow();
  begun[1]?.done();
  expect(await second).toEqual([HTOP]);
});

it('ends with the window', async () => {
  const { begun, lists } = listings();
  const first = lists.of('one', never()).catch(() => 'ended');
  await lists.close();
  expect(begun[0]?.signal.aborted).toBe(true);
  expect(await first).toBe('ended');
});

it.each([
  ['nix-timeout', 1],
  ['unexpected', 2],
] as const)('after %s it was tried %i times', async (code, times) => {
  let tries = 0;
  const lists = createPackageLists(() => {
    tries++;
    return Promise.reject(new AppError(code));
  });
  await expect(lists.of('one', never())).rejects.toMatchObject({ code });
  await expect(lists.of('one', never())).rejects.toMatchObject({ code });
  expect(tries).toBe(times);
});
