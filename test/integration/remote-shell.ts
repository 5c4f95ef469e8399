import { execa } from 'execa';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { RemoteScript } from '../../src/core/ssh/ports.ts';
import { MARKER, scriptCommand } from '../../src/node/ssh/script.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { until } from '../support/waiting.ts';

const SCRIPTS = path.resolve('assets/remote');

/** Says what it is given, ticks each second as often as the file `ticks` says, and ends with the exit code in `code`. */
const NIX = `#!/bin/sh
bin=$(dirname "$0")
printf 'argument %s\\n' "$@" >&2
n=0
while [ "$n" -lt "$(cat "$bin/ticks")" ]; do sleep 1; n=$((n + 1)); echo "tick $n" >&2; done
printf 'no line feed' >&2
echo '[{"outputs":{}}]'
exit "$(cat "$bin/code")"
`;

export interface Ended {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly ended: Promise<Ended>;
  /** What it has printed so far. */
  out(): string;
  /** Nobody waits for it any more. */
  hangUp(): void;
}

/** A home with a blank in its name and a Nix of a few lines, on which the scripts run without ssh, by the shell to try. */
export interface RemoteShell {
  /** Where the scripts keep what they have. */
  readonly state: string;
  /** Sets what the next Nix does. */
  nix(what: { readonly ticks?: number; readonly code?: number; readonly script?: string }): Promise<void>;
  /** Puts a program there. */
  add(name: string, script: string): Promise<void>;
  /** Without `input` its stdin stays open. */
  start(name: RemoteScript, parameters: readonly string[], input?: Uint8Array): Promise<Started>;
  run(name: RemoteScript, ...parameters: readonly string[]): Promise<Ended>;
  give(input: Uint8Array, name: RemoteScript, ...parameters: readonly string[]): Promise<Ended>;
  /** What `job.sh` says, by key. */
  job(...parameters: readonly string[]): Promise<Readonly<Record<string, string>>>;
}

export async function remoteShell(shell: string, hidden: readonly string[] = []): Promise<RemoteShell> {
  const home = path.join(await tempFolder(), "it's a home");
  const bin = path.join(home, 'bin');
  await mkdir(bin, { recursive: true });
  const all = (await readdir('/usr/bin')).filter((name) => !hidden.includes(name) && !/^(?:nix|sh$)/.test(name));
  await execa('ln', ['-s', '-t', bin, ...all.map((name) => `/usr/bin/${name}`)]);
  await symlink(`/usr/bin/${shell}`, path.join(bin, 'sh'));
  const nix: RemoteShell['nix'] = async ({ ticks = 0, code = 0, script = NIX }) => {
    await writeFile(path.join(bin, 'ticks'), String(ticks));
    await writeFile(path.join(bin, 'code'), String(code));
    if (!hidden.includes('nix')) await writeFile(path.join(bin, 'nix'), script, { mode: 0o755 });
  };
  await nix({});

  const start: RemoteShell['start'] = async (name, parameters, input) => {
    const child = execa(path.join(bin, 'sh'), ['-c', await scriptCommand(SCRIPTS, name, parameters)], {
      env: { HOME: home, PATH: bin, USER: 'root' },
      extendEnv: false,
      stdin: 'pipe',
      encoding: 'buffer',
      reject: false,
      stripFinalNewline: false,
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stdin.on('error', () => undefined);
    if (input !== undefined) child.stdin.end(input);
    const hangUp = (): void => void child.stdin.end();
    onTestFinished(hangUp);
    const out = (): string => Buffer.concat(chunks).toString().replace(MARKER, '');
    const wait = async (): Promise<Ended> => {
      const result = await child;
      return { code: result.exitCode, out: out(), err: Buffer.from(result.stderr).toString() };
    };
    return { ended: wait(), out, hangUp };
  };
  const run: RemoteShell['run'] = async (name, ...parameters) => (await start(name, parameters)).ended;
  return {
    state: path.join(home, '.local/state/nixberry'),
    nix,
    add: (name, script) => writeFile(path.join(bin, name), script, { mode: 0o755 }),
    start,
    run,
    give: async (input, name, ...parameters) => (await start(name, parameters, input)).ended,
    job: async (...parameters) => {
      const { out } = await run('job', ...[...parameters, '', ''].slice(0, 3));
      const lines = out.trim().split('\n');
      return Object.fromEntries(lines.map((line) => [line.replace(/=.*/, ''), line.replace(/^[^=]*=/, '')] as const));
    },
  };
}

/** Processes whose command line has this in it. */
export async function processesWith(text: string): Promise<readonly string[]> {
  const { stdout } = await execa('ps', ['-A', '-o', 'pid=,stat=,args=']);
  return stdout.split('\n').filter((line) => line.includes(text) && !/^\s*\d+ Z/.test(line));
}

export function allGone(text: string): Promise<boolean> {
  return until(`nothing with ${text}`, async () => (await processesWith(text)).length === 0);
}
