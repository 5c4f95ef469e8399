import { mkdir, mkdtemp, readlink, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { findRuntime } from '../../build/electron/runtime.mjs';
import { until } from '../support/waiting.ts';
import { personEnv } from './support/start-app.ts';

const START_MS = 60_000;

/** The window of `npm start`, once it is there, in a process group of its own as a terminal would make it. */
async function started(): Promise<{ pid: number; window: number; ended: Promise<number | undefined> }> {
  const { executable } = await findRuntime(console.error);
  const home = await mkdtemp(path.join(os.tmpdir(), 'nixberry-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));
  await mkdir(path.join(home, 'run'), { mode: 0o700 });
  const child = execa(process.execPath, ['build/start.mjs'], {
    detached: true,
    env: { ...personEnv(home), ELECTRON_OVERRIDE_DIST_PATH: path.dirname(executable) },
    extendEnv: false,
    stdio: 'ignore',
    reject: false,
    timeout: 2 * START_MS,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('it did not start');
  const window = await until('the window is there', () => windowIn(home), START_MS);
  return { pid, window, ended: child.then(({ exitCode }) => exitCode) };
}

/** The id of the window's process, out of the link by which Electron keeps a second start out; null before it is there. */
async function windowIn(home: string): Promise<number | null> {
  const lock = await readlink(path.join(home, '.config/nixberry/SingletonLock')).catch(() => null);
  return lock === null ? null : Number(lock.split('-').at(-1));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('Ctrl-C ends the window', async () => {
  const { pid, window, ended } = await started();
  expect(isAlive(window)).toBe(true);
  process.kill(-pid, 'SIGINT');
  await ended;
  expect(isAlive(window)).toBe(false);
});

test('whoever ends npm start ends the window', async () => {
  const { pid, window, ended } = await started();
  expect(isAlive(window)).toBe(true);
  process.kill(pid, 'SIGTERM');
  await ended;
  expect(isAlive(window)).toBe(false);
});
