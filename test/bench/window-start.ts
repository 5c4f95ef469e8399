// `npm run bench:window`: what our window takes, against a bare Electron window, side by side in one run.
//   npm run bench:window -- --runs 9
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { _electron } from '@playwright/test';
import { findRuntime } from '../../build/electron/runtime.mjs';
import { personEnv } from '../e2e/support/start-app.ts';
import { startDisplay } from '../e2e/support/x-display.ts';
import { median, pssOf } from './measure.ts';
import { markdown, type Row } from './rows.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const BARE = path.join(import.meta.dirname, 'bare-window');
/** After this nothing of the start is left to do; memory is then what an idle window keeps. */
const IDLE_MS = 4000;
const START_RATIO = 2.0;
const MEMORY_RATIO = 1.3;
const MAX_MS = 60_000;

interface Seen {
  /** From the start of the process until the page shows its heading and has drawn a frame after it. */
  readonly startMs: number;
  /** The sum over all processes. */
  readonly pssBytes: number;
}

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const display = await startDisplay();
process.env.DISPLAY = display.name;
try {
  const rows = await bench(Number(values.runs));
  console.log(`\n${os.cpus().length} x ${os.cpus()[0]?.model ?? '?'}; medians of ${values.runs}\n`);
  console.log(markdown(rows));
  if (rows.some(({ ok }) => !ok)) process.exitCode = 1;
} finally {
  await display.close();
}

async function bench(runs: number): Promise<readonly Row[]> {
  const { executable } = await findRuntime(console.error);
  const seen: Record<'bare' | 'ours', Seen[]> = { bare: [], ours: [] };
  // The first of each only fills the page cache.
  for (let run = 0; run <= runs; run++) {
    for (const [name, folder] of [['bare', BARE] as const, ['ours', ROOT] as const]) {
      const one = await look(executable, folder);
      if (run > 0) seen[name].push(one);
      console.log(`${run} ${name.padEnd(5)} ${one.startMs.toFixed(0)} ms, ${(one.pssBytes / 1e6).toFixed(0)} MB`);
    }
  }
  return [
    row(
      'window interactive',
      START_RATIO,
      seen,
      ({ startMs }) => startMs,
      (ms) => `${ms.toFixed(0)} ms`,
    ),
    row(
      'memory when idle (PSS)',
      MEMORY_RATIO,
      seen,
      ({ pssBytes }) => pssBytes,
      (bytes) => `${(bytes / 1e6).toFixed(0)} MB`,
    ),
  ];
}

function row(
  name: string,
  most: number,
  { bare, ours }: Record<'bare' | 'ours', readonly Seen[]>,
  of: (seen: Seen) => number,
  words: (value: number) => string,
): Row {
  const [least, own] = [median(bare.map(of)), median(ours.map(of))];
  const ratio = own / least;
  return {
    what: name,
    measured: `${ratio.toFixed(2)} x bare (${words(own)} against ${words(least)})`,
    target: `${most.toFixed(1)} x`,
    ok: ratio <= most,
  };
}

async function look(executable: string, folder: string): Promise<Seen> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'nixberry-bench-'));
  await mkdir(path.join(home, 'run'), { mode: 0o700 });
  const start = performance.now();
  const app = await _electron.launch({
    executablePath: executable,
    args: [folder],
    env: personEnv(home),
    cwd: home,
    chromiumSandbox: process.getuid?.() !== 0,
    timeout: MAX_MS,
  });
  try {
    const page = await app.firstWindow({ timeout: MAX_MS });
    await page.getByRole('heading', { level: 1 }).waitFor({ timeout: MAX_MS });
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
    const startMs = performance.now() - start;
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    return { startMs, pssBytes: await pssOf(family(app.process().pid ?? 0)) };
  } finally {
    await app.close();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A process and all that came of it. */
async function family(root: number): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map<number, number>();
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    // The name, in brackets, may hold anything.
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (parent !== undefined) parents.set(pid, Number(parent));
  }
  const comesOf = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === root || comesOf(parents.get(pid)));
  return pids.filter(comesOf);
}
