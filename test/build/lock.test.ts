import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { withLock } from '../../build/electron/lock.mjs';
import { tempFolder } from '../support/temp-folder.ts';

it('lets one at a time work, tells the other once, and leaves nothing behind', async () => {
  const folder = await tempFolder();
  const file = path.join(folder, 'lock');
  const said: string[] = [];
  const order: string[] = [];
  let finishFirst = (): void => undefined;
  const firstMayEnd = new Promise<void>((resolve) => {
    finishFirst = resolve;
  });
  let secondWaits = (): void => undefined;
  const waiting = new Promise<void>((resolve) => {
    secondWaits = resolve;
  });

  const first = withLock(
    file,
    async () => {
      order.push('first begins');
      await firstMayEnd;
      order.push('first ends');
      return 1;
    },
    () => undefined,
  );
  await expect.poll(() => order).toEqual(['first begins']);
  const second = withLock(
    file,
    () => Promise.resolve(order.push('second')),
    (line) => {
      said.push(line);
      secondWaits();
    },
  );
  await waiting;
  finishFirst();
  expect(await first).toBe(1);
  await second;
  expect(order).toEqual(['first begins', 'first ends', 'second']);
  expect(said).toHaveLength(1);
  expect(await readdir(folder)).toEqual([]);
});

it('does not wait for a process that has ended', async () => {
  const file = path.join(await tempFolder(), 'lock');
  const gone = execa(process.execPath, ['-e', '']);
  await gone;
  await writeFile(file, String(gone.pid));
  expect(
    await withLock(
      file,
      () => Promise.resolve('done'),
      () => undefined,
    ),
  ).toBe('done');
});

it('lets go when the work fails', async () => {
  const file = path.join(await tempFolder(), 'lock');
  const fail = (): Promise<never> => Promise.reject(new Error('no room'));
  await expect(withLock(file, fail, () => undefined)).rejects.toThrow('no room');
  expect(
    await withLock(
      file,
      () => Promise.resolve('done'),
      () => undefined,
    ),
  ).toBe('done');
});
