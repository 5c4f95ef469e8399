import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { cliLineSchema, type CliLine } from '../../src/contract/cli.ts';

const LEAVE_MS = 60_000;
/** As build/build.mjs does it, but of the sources as they are now: dist may be older, and belongs to whoever builds it. */
const COMMON = { bundle: true, platform: 'node', target: 'node20', logLevel: 'error' } as const;
const REQUIRE =
  "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);";

type Env = Readonly<Record<string, string>>;

export interface CliRun {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** What has been printed so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves to the exit code when the program has ended by itself; null when a signal ended it. */
  readonly exit: Promise<number | null>;
}

export interface CliEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Cli {
  /** The program's file, to be run by Node. */
  readonly program: () => string;
  /** Starts the program as a child without a terminal. */
  readonly start: (args: readonly string[], env?: Env) => CliRun;
  /** Runs it to its end. */
  readonly run: (args: readonly string[], env?: Env) => Promise<CliEnd>;
}

/** The real program and writer, bundled once for a test file. What has not ended after `leaveMs` is killed. */
export function useCli(leaveMs = LEAVE_MS): Cli {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'nixberry-cli-'));
    // What is not bundled is looked up from there.
    await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'));
    await symlink(path.resolve('assets'), path.join(folder, 'assets'));
    await bundle(path.join(folder, 'dist'));
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const program = (): string => path.join(folder, 'dist/nixberry.mjs');
  const start = (args: readonly string[], env: Env = {}): CliRun => startCli(program(), args, env, leaveMs);
  const run = async (args: readonly string[], env: Env = {}): Promise<CliEnd> => {
    const { exit, stdout, stderr } = start(args, env);
    return { code: await exit, stdout: stdout(), stderr: stderr() };
  };
  return { program, start, run };
}

/** The lines of `--json`, each held against the schema. */
export function jsonLines(stdout: string): readonly CliLine[] {
  expect(stdout === '' || stdout.endsWith('\n')).toBe(true);
  const lines = stdout.split('\n').slice(0, -1);
  return lines.map((line) => cliLineSchema.parse(JSON.parse(line)));
}

async function bundle(outdir: string): Promise<void> {
  const external = ['drivelist', 'etcher-sdk'];
  const esm = { format: 'esm', splitting: true, outExtension: { '.js': '.mjs' }, banner: { js: REQUIRE } } as const;
  const cjs = { format: 'cjs', outExtension: { '.js': '.cjs' } } as const;
  await Promise.all([
    build({ ...COMMON, ...esm, outdir, external, entryPoints: { nixberry: 'src/cli/main.ts' } }),
    build({ ...COMMON, ...cjs, outdir, entryPoints: { writer: 'src/writer/main.ts' } }),
  ]);
}

function startCli(program: string, args: readonly string[], env: Env, leaveMs: number): CliRun {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const timer = setTimeout(() => child.kill('SIGKILL'), leaveMs);
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = once(child, 'close').then(([code]: unknown[]) => {
    clearTimeout(timer);
    return typeof code === 'number' ? code : null;
  });
  return { child, stdout: () => stdout, stderr: () => stderr, exit };
}
