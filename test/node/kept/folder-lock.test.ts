import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { beforeEach, expect, test } from 'vitest';
import { locked } from '../../../src/node/kept/folder-lock.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const { signal } = new AbortController();
const HOUR_AGO = new Date(Date.now() - 3_600_000);

let folder = '';
let lock = '';
beforeEach(async () => {
  folder = await tempFolder();
  lock = join(folder, '.lock');
});

async function deadPid(): Promise<number> {
  const child = execa('true');
  const { pid = 0 } = child;
  await child;
  return pid;
}

test('one works after the other, whatever becomes of it, and nothing stays', async () => {
  let inside = 0;
  const work = async (at: number): Promise<number> => {
    inside += 1;
    expect(inside).toBe(1);
    await pause(5);
    inside -= 1;
    if (at === 3) throw new Error('three');
    return at;
  };
  const all = await Promise.allSettled([1, 2, 3, 4, 5].map((at) => locked(folder, () => work(at), signal)));
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(await readdir(folder)).toEqual([]);
});

test('says who holds it', async () => {
  const words = await locked(folder, () => readFile(lock, 'utf8'), signal);
  expect(words.split(' ').slice(0, 2)).toEqual([hostname(), String(process.pid)]);
});

test.each([
  ['of a dead process', async () => writeFile(lock, `${hostname()} ${await deadPid()} x`)],
  ['of one that had our id', () => writeFile(lock, `${hostname()} ${process.pid} x`)],
  [
    'of another computer, hours ago',
    async () => {
      await writeFile(lock, 'elsewhere 1 x');
      await utimes(lock, HOUR_AGO, HOUR_AGO);
    },
  ],
  [
    'without a word in it, hours ago',
    async () => {
      await writeFile(lock, '');
      await utimes(lock, HOUR_AGO, HOUR_AGO);
    },
  ],
  [
    'of a dead process, while another died in taking it',
    async () => {
      await writeFile(lock, `${hostname()} ${await deadPid()} x`);
      await writeFile(`${lock}-takeover`, '');
      await utimes(`${lock}-takeover`, HOUR_AGO, HOUR_AGO);
    },
  ],
])('one %s is taken over, by one of all that wait', async (_, make) => {
  await make();
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, (inside += 1));
    await pause(5);
    inside -= 1;
  };
  await Promise.all([1, 2, 3, 4].map(() => locked(folder, work, signal)));
  expect(most).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ['of a living process', `${hostname()} ${process.ppid} x`],
  ['of another computer', 'elsewhere 1 x'],
  ['without a word in it yet', ''],
])('one %s is not taken', async (_, words) => {
  await writeFile(lock, words);
  const work = locked(folder, () => Promise.resolve(), signal, 120);
  await expect(work).rejects.toMatchObject({ code: 'images-folder', facts: { path: lock, reason: 'EBUSY' } });
  const waiting = locked(folder, () => Promise.resolve(), AbortSignal.timeout(60));
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  expect(await readFile(lock, 'utf8')).toBe(words);
});

test('that cannot be made is an error of the folder', async () => {
  await mkdir(lock);
  const work = locked(join(folder, 'nowhere'), () => Promise.resolve(), signal);
  await expect(work).rejects.toMatchObject({ code: 'images-folder', facts: { reason: 'ENOENT' } });
});

test('one that was taken from us is not removed', async () => {
  await locked(folder, () => writeFile(lock, 'elsewhere 1 y'), signal);
  expect(await readFile(lock, 'utf8')).toBe('elsewhere 1 y');
});
