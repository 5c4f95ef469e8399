import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { tempFolder } from '../support/temp-folder.ts';

// What is on a card, and firstboot.sh run on it here, as root. It gets every path as an argument.

export const SCRIPTS = path.resolve('assets/flake/project/modules/firstboot');
const TIMEOUT_MS = 60_000;

export const ID = '0123456789abcdef';

/** A Pi, and the card that is in it. */
export interface Pi {
  readonly dir: string;
  readonly seed: string;
  readonly state: string;
  readonly ssh: string;
  readonly connections: string;
}

export function base64(text: string | Buffer): string {
  return Buffer.from(text).toString('base64');
}

export function hex(text: string): string {
  return Buffer.from(text).toString('hex');
}

/** What a network's passphrase is called. */
export function secretName(ssid: string | Buffer): string {
  return `psk_${createHash('sha256').update(ssid).digest('hex').slice(0, 8)}`;
}

/** A whole seed with these lines in it. */
export function seedOf(lines: readonly string[], id = ID): string {
  return ['nixberry-seed=1', `id=${id}`, ...lines, 'end=1'].map((line) => `${line}\n`).join('');
}

/** A network as the system's own configuration names it. */
export interface Declared {
  readonly ssid: string | Buffer;
  readonly security: string;
  readonly hidden: boolean;
}

/** A Pi with this seed in it, networks that its system knows, and a `chpasswd` that writes down what it is given. */
export async function piWith(seed: string | Buffer | null, declared: readonly Declared[] = []): Promise<Pi> {
  const dir = await tempFolder();
  for (const folder of ['bin', 'card/nixberry']) await mkdir(path.join(dir, folder), { recursive: true });
  const pi = {
    dir,
    seed: path.join(dir, 'card/nixberry/seed.conf'),
    ...{ state: path.join(dir, 'state'), ssh: path.join(dir, 'ssh'), connections: path.join(dir, 'connections') },
  };
  await fake(pi, 'chpasswd', `echo "$@" > ${dir}/chpasswd; cat >> ${dir}/chpasswd`);
  const line = ({ ssid, security, hidden }: Declared): string => `${secretName(ssid)} ${security} ${hidden ? 1 : 0}\n`;
  await writeFile(path.join(dir, 'declared'), declared.map(line).join(''));
  if (seed !== null) await writeFile(pi.seed, seed);
  return pi;
}

/** Another program in the place of one that the scripts call. */
export async function fake({ dir }: Pi, name: string, script: string): Promise<void> {
  await writeFile(path.join(dir, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

export interface Run {
  readonly code: number | undefined;
  readonly stderr: string;
  /** What is in the card's folder afterwards. */
  readonly card: readonly string[];
}

/** What runs at a start. */
export function firstbootArgv({ dir, state, ssh, connections }: Pi): readonly string[] {
  const script = path.join(SCRIPTS, 'firstboot.sh');
  return ['bash', script, path.join(dir, 'card'), state, 'ada', ssh, connections, path.join(dir, 'declared')];
}

/** A start of the Pi. In a process group of its own, which a fake program may kill. */
export async function start(pi: Pi): Promise<Run> {
  const [program = '', ...argv] = firstbootArgv(pi);
  const { exitCode, stderr } = await execa(program, argv, {
    env: { PATH: `${pi.dir}/bin:${process.env.PATH ?? ''}` },
    ...{ reject: false, detached: true, stdin: 'ignore', timeout: TIMEOUT_MS },
  });
  return { code: exitCode, stderr, card: (await readdir(path.dirname(pi.seed))).sort() };
}

export const TAKEN: Run = { code: 0, stderr: '', card: ['used.conf'] };

/** Every file that a start has made, by its path in the Pi's folder. */
export async function found({ dir }: Pi): Promise<Readonly<Record<string, string>>> {
  const files = (await filesOf(dir)).filter((file) => !/^(bin|card)\/|^declared$/.test(file));
  const texts = files.map(async (file): Promise<[string, string]> => [
    file,
    await readFile(path.join(dir, file), 'latin1'),
  ]);
  return Object.fromEntries(await Promise.all(texts));
}

/** The mode of every file and folder that a start has made. */
export async function modes({ dir }: Pi): Promise<Readonly<Record<string, string>>> {
  const made: Record<string, string> = {};
  for (const folder of ['state', 'ssh', 'connections']) {
    const names = await readdir(path.join(dir, folder), { recursive: true }).catch(() => null);
    for (const name of names === null ? [] : ['', ...names]) {
      const file = path.join(folder, name);
      made[file] = ((await stat(path.join(dir, file))).mode & 0o777).toString(8);
    }
  }
  return made;
}

async function filesOf(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries.filter((one) => one.isFile()).map((one) => path.relative(dir, path.join(one.parentPath, one.name)));
}
