import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { findRuntime } from '../../../build/electron/runtime.mjs';
import { killWithDescendants } from '../../support/processes.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const START_MS = 60_000;
const ACTION_MS = 10_000;
const CLOSE_MS = 10_000;

export interface AppOptions {
  /** As after `npm start --`. */
  readonly args?: readonly string[];
  /** Beside PATH and the folders of a person who has nothing yet. */
  readonly env?: Readonly<Record<string, string>>;
  /** The home of an earlier start, which is then left as it is; by default a new one, removed at the end. */
  readonly home?: string;
}

export interface RunningApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly home: string;
  /** What the main process has said since its window was there. */
  log(): Promise<string>;
  /** Ends the app; when it does not want to, by force, with all that it has started. */
  close(): Promise<void>;
}

/** The environment of a person with this home, on the display of this run. */
export function personEnv(home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    DISPLAY: process.env.DISPLAY ?? '',
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local/share'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_STATE_HOME: path.join(home, '.local/state'),
    XDG_RUNTIME_DIR: path.join(home, 'run'),
    LANG: 'en_GB.UTF-8',
    TZ: 'UTC',
    NIXBERRY_NODE: process.execPath,
  };
}

/** What Electron is started with: this checkout's dist/, which is not built here. */
export async function appCommand(args: readonly string[] = []): Promise<{ file: string; args: readonly string[] }> {
  const { executable } = await findRuntime(console.error);
  // Nothing that the page asks for by mistake leaves this computer.
  return { file: executable, args: [ROOT, '--host-resolver-rules=MAP * ~NOTFOUND', ...args] };
}

/** Starts the app and waits for its window. It is the caller's to close it. */
export async function startApp({ args, env, home: given }: AppOptions = {}): Promise<RunningApp> {
  const home = given ?? (await mkdtemp(path.join(os.tmpdir(), 'nixberry-home-')));
  const person = personEnv(home);
  await mkdir(path.join(home, 'run'), { recursive: true, mode: 0o700 });
  const command = await appCommand(args);
  const app = await _electron.launch({
    executablePath: command.file,
    args: [...command.args],
    env: { ...person, ...env },
    cwd: home,
    // For root there is no sandbox.
    chromiumSandbox: process.getuid?.() !== 0,
    timeout: START_MS,
  });
  // To a file: a pipe that nobody reads can stop the app.
  const logFile = path.join(home, 'window.log');
  const log = createWriteStream(logFile, { flags: 'a' });
  // Asked for now: of an app that has ended by itself it cannot be had.
  const child = app.process();
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const close = async (): Promise<void> => {
    const timer = setTimeout(() => {
      if (child.pid !== undefined) killWithDescendants(child.pid);
    }, CLOSE_MS);
    await app.close().catch(() => undefined);
    clearTimeout(timer);
    log.end();
    if (given === undefined) await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const page = await app.firstWindow({ timeout: START_MS });
    page.setDefaultTimeout(ACTION_MS);
    return { app, page, home, log: () => readFile(logFile, 'utf8'), close };
  } catch (error) {
    await close();
    throw error;
  }
}
