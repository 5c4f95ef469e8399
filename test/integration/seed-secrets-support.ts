import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import { decodeSeed } from '../../src/core/seed/decode.ts';
import type { Seed } from '../../src/core/seed/seed.ts';
import { demoFile } from '../../src/node/demo/demo-files.ts';
import { describeHostKey } from '../../src/node/seed/host-key.ts';
import { formsOf } from '../support/secret-forms.ts';

const RUN_MS = 90_000;
const STRACE = ['-f', '-v', '-s', '65536', '-e', 'trace=execve,open,openat,creat'];

/** Letters and digits only, so that no escape of JSON, of strace or of a shell can make it look otherwise. */
const mark = (what: string): string => `geheim${what}${randomBytes(8).toString('hex')}`;

export const MARKS = {
  passphrase: mark('wifi'),
  password: mark('password'),
  tailscale: `tskey-auth-${mark('tailscale')}`,
  age: `AGE-SECRET-KEY-1${mark('AGE').toUpperCase()}`,
  ownFile: mark('file'),
} as const;

export const SECRETS_JSON = JSON.stringify({
  password: MARKS.password,
  wifi: { Home: MARKS.passphrase },
  tailscale: MARKS.tailscale,
});

/** The part of an Ed25519 key that is secret: 32 bytes, in OpenSSH's format before the last copy of the public half. */
function hostKeySecret(privateKey: string): Buffer {
  const blob = Buffer.from(privateKey.replaceAll(/-----[^-]*-----|\s/g, ''), 'base64');
  const publicBlob = Buffer.from(describeHostKey(privateKey).publicKey.split(' ')[1] ?? '', 'base64');
  const at = blob.lastIndexOf(publicBlob.subarray(-32));
  return blob.subarray(at - 32, at);
}

/** Every form of everything in a seed that nobody else may see, beside the marks that it was made of. */
export function secretsOf(seed: Seed): readonly string[] {
  const key = seed.sshHostKey ?? '';
  // The line of the file that holds the secret half.
  const keyLine = key.split('\n')[4] ?? '';
  const made = [seed.passwordHash ?? '', ...seed.wifi.map(({ psk }) => psk ?? ''), keyLine];
  const psks = seed.wifi.map(({ psk }) => Buffer.from(psk ?? '', 'hex'));
  const all = [...Object.values(MARKS), ...made, ...psks, hostKeySecret(key)];
  return all.filter((secret) => secret.length > 0).flatMap(formsOf);
}

export async function readSeed(file: string): Promise<Seed> {
  return decodeSeed(await readFile(file, 'utf8'), file);
}

/** A computer's folders for a test alone: home, temporary files, Nix store; and the demo's flake. */
export interface Place {
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
  /** What the person has: secret files, and the seed. Not searched. */
  readonly own: string;
  readonly flake: string;
}

export async function makePlace(dir: string): Promise<Place> {
  const at = (name: string): string => path.join(dir, name);
  for (const name of ['home', 'tmp', 'run', 'own', 'flake', 'cards']) await mkdir(at(name));
  for (const name of ['flake.nix', 'play.sh', 'image.recipe'] as const)
    await copyFile(demoFile(name), path.join(at('flake'), name));
  await writeFile(path.join(at('own'), 'age.txt'), `# created\n${MARKS.age}\n`);
  await writeFile(path.join(at('own'), 'file'), `${MARKS.ownFile}\n`);
  const env = {
    ...{ HOME: at('home'), TMPDIR: at('tmp'), XDG_RUNTIME_DIR: at('run'), XDG_DATA_HOME: at('home/data') },
    ...{ XDG_CACHE_HOME: at('home/cache'), XDG_CONFIG_HOME: at('home/config'), XDG_STATE_HOME: at('home/state') },
    ...{ NIX_STORE_DIR: at('store'), NIX_STATE_DIR: at('var'), NIX_LOG_DIR: at('log') },
    NIX_CONFIG: 'sandbox = false\nbuild-users-group =\nsubstituters =',
  };
  return { dir, env, own: at('own'), flake: at('flake') };
}

export interface Traced {
  readonly code: number | undefined;
  readonly said: string;
  /** Every program that was started, with its arguments and environment, and every file that was opened. */
  readonly strace: string;
}

/**
 * Runs the program under strace to its end; `stdin` is what it reads. With `interruptAt` it gets a SIGINT, as by Ctrl-C,
 * when stdout matches.
 */
export async function traced(
  place: Place,
  program: string,
  args: readonly string[],
  { stdin = '', interruptAt }: { readonly stdin?: string; readonly interruptAt?: RegExp } = {},
): Promise<Traced> {
  const log = path.join(place.own, `strace-${randomBytes(4).toString('hex')}`);
  const child = execa('strace', [...STRACE, '-o', log, process.execPath, program, ...args], {
    ...{ env: place.env, input: stdin, reject: false, timeout: RUN_MS },
  });
  if (interruptAt) {
    let out = '';
    let sent = false;
    child.stdout.on('data', (text: Buffer) => {
      out += text.toString();
      if (sent || !interruptAt.test(out)) return;
      sent = true;
      void readFile(log, 'utf8').then((text) => process.kill(Number(/^\d+/.exec(text)?.[0]), 'SIGINT'));
    });
  }
  const { exitCode, stdout, stderr } = await child;
  return { code: exitCode, said: `${stdout}\n${stderr}`, strace: await readFile(log, 'utf8') };
}

/** Which of the forms somebody could have seen: in what was said, in any process, in files of the place but the person's. */
export async function leaks(
  place: Place,
  { said, strace }: Traced,
  forms: readonly string[],
): Promise<readonly string[]> {
  const seen = [...new Set(forms)].flatMap((form) => [
    ...(said.includes(form) ? [`said: ${form}`] : []),
    ...(strace.includes(form) ? [`process: ${form}`] : []),
  ]);
  return [...seen, ...(await filesWith(place, forms))];
}

/** Files below the place that hold one of the forms, but for the person's own and the cards, which are to hold them. */
export async function filesWith(place: Place, forms: readonly string[]): Promise<readonly string[]> {
  const patterns = path.join(place.own, 'patterns');
  await writeFile(patterns, [...new Set(forms)].join('\n'));
  const { stdout, exitCode } = await execa(
    'grep',
    ['-rlaF', '-f', patterns, '--exclude-dir=own', '--exclude-dir=cards', place.dir],
    { reject: false, env: { LC_ALL: 'C' }, timeout: RUN_MS },
  );
  expect(exitCode).toBeLessThan(2);
  return stdout.split('\n').filter((line) => line !== '');
}

/** Files that were opened to be written, but devices, and what Nix writes for itself. */
export function writtenFiles(place: Place, strace: string): readonly string[] {
  const opened = strace.matchAll(/open(?:at)?\((?:AT_FDCWD, )?"([^"]+)", [A-Z_|]*O_(?:WRONLY|RDWR)[A-Z_|]*.*? = \d+/g);
  const ours = [...new Set(Array.from(opened, ([, file = '']) => file))];
  return ours.filter(
    (file) => !/^\/(dev|proc|sys)\//.test(file) && !/^(store|var|log)\//.test(path.relative(place.dir, file)),
  );
}
