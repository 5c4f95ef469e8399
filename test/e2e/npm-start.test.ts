import { mkdir, mkdtemp, readlink, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { findRuntime } from '../../build/electron/runtime.mjs';
import { isAlive } from '../../src/node/alive.ts';
import { until } from '../support/waiting.ts';
import { personEnv } from './support/start-app.ts';

const START_MS = 60_000;

async function newHome(): Promise<string> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'nixberry-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));
  await mkdir(path.join(home, 'run'), { mode: 0o700 });
  return home;
}

/** The window of `npm start`, once it is there, in a process group of its own as a terminal would make it. */
async function started(): Promise<{ pid: number; window: number; ended: Promise<number | undefined> }> {
  const { executable } = await findRuntime(console.error);
  const home = await newHome();
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

test('a display that does not answer is told of, and how to do without', async () => {
  const { executable } = await findRuntime(console.error);
  const home = await newHome();
  const { exitCode, stderr } = await execa(process.execPath, ['build/start.mjs'], {
    env: { ...personEnv(home), DISPLAY: ':65535', ELECTRON_OVERRIDE_DIST_PATH: path.dirname(executable) },
    extendEnv: false,
    reject: false,
    timeout: START_MS,
  });
  expect(exitCode).toBe(1);
  expect(stderr).toContain('The display :65535 (DISPLAY) does not answer');
  expect(stderr).toContain('npx nixberry demo');
});

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
