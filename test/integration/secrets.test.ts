import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTempFolder } from '../../src/cli/in-temp-folder.ts';
import { useCli } from '../cli/run-cli.ts';
import { startOtherMachine, type OtherMachine } from './other-machine.ts';
import { makePlacesFlake, nixberryEnv } from './places-support.ts';

const cli = useCli();
const MARK = `geheim${process.pid}x${Date.now()}`;
const marked = (what: string): string => `${MARK}-${what}`;

let other: OtherMachine;
let flake: Awaited<ReturnType<typeof makePlacesFlake>>;
let work: string;
beforeAll(async () => {
  other = await startOtherMachine();
  flake = await makePlacesFlake(1);
  work = await makeTempFolder();
  // What a person has lying about: ignored by git, not known to git, in the environment, in their home.
  await writeFile(join(flake.dir, 'private/wifi.psk'), marked('ignored'));
  await writeFile(join(flake.dir, 'untracked.key'), marked('untracked'));
  await writeFile(join(flake.dir, '.git/secret'), marked('git'));
  await mkdir(join(work, 'home'));
  await writeFile(join(work, 'home/token'), marked('home'));
});
afterAll(async () => {
  await other.stop();
  await flake.remove();
  await rm(work, { recursive: true, force: true });
});

/** Every word of every program that was started, and what the words of base64 say. */
function argvTexts(strace: string): string {
  const words = Array.from(strace.matchAll(/execve\("[^"]*", \[(.*)\], /g), ([, argv = '']) => argv);
  const encoded = words.flatMap((argv) => argv.match(/[A-Za-z0-9+/]{24,}={0,2}/g) ?? []);
  return [...words, ...encoded.map((word) => Buffer.from(word, 'base64').toString('latin1'))].join('\n');
}

/** Files below folders that hold the mark. Of the store only what is newer than `since`: it is large. */
async function holding(folders: readonly string[], since: string | null): Promise<string> {
  const found: string[] = [];
  for (const folder of folders) {
    const newer = since === null ? [] : ['-cnewer', since];
    const { stdout } = await execa('find', [folder, '-type', 'f', ...newer, '-exec', 'grep', '-la', MARK, '{}', '+'], {
      reject: false,
    });
    found.push(stdout);
  }
  return found.filter((text) => text !== '').join('\n');
}

describe.each(['here', 'store:ssh-ng://other', 'host:other'])('a build %s, with secrets about', (place) => {
  it('takes none of them along', async () => {
    const started = join(work, 'started');
    await writeFile(started, '');
    const strace = join(work, 'strace');
    const out = join(work, `${place.slice(0, 4)}.img`);
    const args = ['build', `${flake.dir}#pi-cross`, '--on', place, '--out', out, '--json'];
    const env = {
      ...nixberryEnv(join(work, 'data')),
      ...other.env,
      ...{ HOME: join(work, 'home'), CACHIX_AUTH_TOKEN: marked('env'), WIFI_PSK: marked('env') },
    };
    const traced = ['-f', '-s', '200000', '-e', 'trace=execve', '-o', strace, process.execPath, cli.program(), ...args];
    const { exitCode, stdout, stderr } = await execa('strace', traced, { env, reject: false });
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });

    const argv = argvTexts(await readFile(strace, 'utf8'));
    // The search itself sees what there is to see: also in what was sent to run over there.
    expect(argv.includes(place === 'host:other' ? 'the project did not arrive whole' : flake.dir)).toBe(true);
    const privateKey = (await readFile(other.keyFile, 'utf8')).split('\n')[1] ?? '';
    expect(privateKey.length).toBeGreaterThan(20);
    for (const secret of [MARK, privateKey])
      expect([stdout, stderr, argv].map((said) => said.includes(secret))).toEqual([false, false, false]);

    // Records, the stores here and there, and everything that was left over there.
    expect(await holding([join(work, 'data'), out], null)).toBe('');
    expect(await holding(['/nix/store'], started)).toBe('');
    expect(await holding([other.path('/nix'), other.path('/root')], null)).toBe('');
  }, 120_000);
});

it('a password in the reference of a flake is told to Nix alone', async () => {
  const data = join(work, 'data-reference');
  const typed = `git+https://ada:${MARK}@127.0.0.1:1/pis?token=${marked('token')}`;
  // That Nix has it in its arguments, where others on this computer may read it, is the choice of whoever typed it.
  const args = ['build', `${typed}#pi`, '--on', 'here'];
  const env = { ...nixberryEnv(data), NIX_CONFIG: `${nixberryEnv(data).NIX_CONFIG}\nconnect-timeout = 1\n` };
  for (const how of [[], ['--json']]) {
    const { code, stdout, stderr } = await cli.run([...args, ...how], env);
    expect(code).toBe(5);
    expect(stdout + stderr).toContain('127.0.0.1:1/pis');
    expect(stdout + stderr).not.toContain(MARK);
  }
  await mkdir(data, { recursive: true });
  expect(await holding([data], null)).toBe('');
});

it('a project takes no secret that was given for a setting, and does not say it again', async () => {
  const dir = join(work, 'pis');
  const answers = join(work, 'answers.json');
  const key = `ssh-ed25519 ${Buffer.from(`\0\0\0\x0bssh-ed25519\0\0\0 ${'k'.repeat(32)}`, 'latin1').toString('base64')} ada`;
  const network = { ssid: 'home', passphrase: marked('passphrase') };
  const user = { name: 'ada', sshKeys: [key], password: marked('password') };
  await writeFile(
    answers,
    JSON.stringify({ board: 'pi4', hostName: 'pi', user, wifi: { country: 'GB', networks: [network] } }),
  );
  const { code, stdout, stderr } = await cli.run(['new', dir, '--answers', answers, '--yes', '--json']);
  expect(code).toBe(2);
  expect(stdout + stderr).not.toContain(MARK);
  expect(await holding([dir], null)).toBe('');
});
