import { execa } from 'execa';
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { decodeSeed } from '../../src/core/seed/decode.ts';
import { SEED_PATH } from '../../src/core/seed/seed.ts';
import { jsonLines, useCli } from '../cli/run-cli.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { sha256, testImage } from '../support/test-image.ts';
import { mtool, type FatPlace } from './fat-support.ts';
import { makeSeedImage, RECORD } from './seed-images.ts';
import { onTerminal } from './terminal-support.ts';

const cli = useCli();
const MIB = 1 << 20;
const SLOW_MS = 120_000;
/** Settings under which a bare Nix builds here as root, offline. */
const NIX = { NIX_CONFIG: 'sandbox = false\nbuild-users-group =\nsubstituters =' };

function image(record: unknown = RECORD): FatPlace {
  return makeSeedImage({ table: 'dos', fat: 16, fatBytes: 16 * MIB, record });
}

async function seedFile(...args: readonly string[]): Promise<string> {
  const file = path.join(await tempFolder(), 'a.seed');
  expect((await cli.run(['seed', 'new', '-o', file, ...args])).code).toBe(0);
  return file;
}

async function cardPath(): Promise<string> {
  return path.join(await tempFolder(), 'card.img');
}

describe('flash', () => {
  test('lays a seed in, tells its host key, and identify finds it', async () => {
    const [place, card, file] = [image(), await cardPath(), await seedFile('--host-name', 'shed')];
    const { code, stdout } = await cli.run(['flash', place.file, '--to', card, '--seed', file, '--json']);
    expect(code).toBe(0);
    const lines = jsonLines(stdout);
    const { id } = decodeSeed(await readFile(file, 'latin1'), file);
    expect(lines.find(({ type }) => type === 'seed')).toEqual({
      ...{ type: 'seed', target: card, id, hostName: 'shed', wifi: 0, hostKey: true },
    });
    expect(lines.find(({ type }) => type === 'seed-unmet')).toMatchObject({ host: 'barn', password: true, wifi: [] });
    expect(lines.find(({ type }) => type === 'host-key')).toMatchObject({ target: card, host: 'shed' });
    expect(lines.at(-1)).toMatchObject({ type: 'flashed', targets: [{ outcome: { kind: 'done', seed: id } }] });
    // No comparison that would print them: host keys are in both.
    const laid = mtool({ ...place, file: card }, 'mtype', `::${SEED_PATH}`);
    expect(laid.trim() === (await readFile(file, 'latin1')).trim()).toBe(true);

    const identified = await cli.run(['identify', card, '--json']);
    expect(jsonLines(identified.stdout)).toMatchObject([
      {
        type: 'card',
        card: { kind: 'nixberry', image: { host: 'barn' }, card: { hostName: 'shed' }, seed: { state: 'waiting', id } },
      },
    ]);
    expect((await cli.run(['identify', card])).stdout).toMatch(
      /is the card of shed, made from the image of barn\.\n.*\n.*\n.*\n.*\n.*\n.*\n  seed +\w{16}, waits/,
    );
  });

  test('of a virtual card that has a seed goes to one card with it, and not to two', async () => {
    const [place, card, file] = [image(), await cardPath(), await seedFile('--host-name', 'shed')];
    expect((await cli.run(['flash', place.file, '--to', card, '--seed', file])).code).toBe(0);
    const { id } = decodeSeed(await readFile(file, 'latin1'), file);
    const [first, second] = [await cardPath(), await cardPath()];
    const one = jsonLines((await cli.run(['flash', card, '--to', first, '--json'])).stdout);
    expect(one.find(({ type }) => type === 'seed')).toMatchObject({ id, hostName: 'shed' });
    expect(one.find(({ type }) => type === 'host-key')).toMatchObject({ target: first, host: 'shed' });
    const [line] = jsonLines((await cli.run(['identify', first, '--json'])).stdout);
    expect(line).toMatchObject({ card: { card: { hostName: 'shed', seed: id }, seed: { state: 'waiting', id } } });
    const two = await cli.run(['flash', card, '--to', `${first}.img`, '--to', second]);
    expect(two.code).toBe(2);
    expect(two.stderr).toContain('has a seed already, and a seed is for one card');
    await expect(readFile(second)).rejects.toThrow('ENOENT');
  });

  test('with --no-seed writes bit for bit, and without says what the image does not get', async () => {
    const place = image();
    const [bare, noted] = [await cardPath(), await cardPath()];
    expect((await cli.run(['flash', place.file, '--to', bare, '--no-seed'])).code).toBe(0);
    expect(sha256(await readFile(bare))).toBe(sha256(await readFile(place.file)));
    const { code, stderr } = await cli.run(['flash', place.file, '--to', noted]);
    expect(code).toBe(0);
    expect(stderr).toContain(`${noted}: barn wants the password of ada from a seed, and does not get it.`);
    const [line] = jsonLines((await cli.run(['identify', noted, '--json'])).stdout);
    expect(line).toMatchObject({ card: { card: { seed: null, builtAt: null }, seed: { state: 'none' } } });
  });

  test('writes nothing of an image that takes no seed: exit 3', async () => {
    const [place, card] = [image(null), await cardPath()];
    const args = ['flash', place.file, '--to', card, '--seed', await seedFile(), '--yes', '--json'];
    const { code, stdout, stderr } = await cli.run(args);
    expect(code).toBe(3);
    expect(jsonLines(stdout).at(-1)).toMatchObject({ code: 'seed-not-taken', reason: 'no-module' });
    expect(stderr).toContain('--no-seed');
    await expect(stat(card)).rejects.toThrow('ENOENT');
  });

  test.each([
    ['y', 0],
    ['n', 130],
    ['', 130],
  ])('on a terminal asks whether to write it without: %j ends with %i', async (answer, exitCode) => {
    const card = await cardPath();
    const raw = path.join(path.dirname(card), 'raw');
    await writeFile(raw, testImage(5 * MIB));
    const terminal = onTerminal(cli, ['flash', raw, '--to', card, '--seed', await seedFile()]);
    await terminal.until('Write the image without the seed? [y/N] ');
    expect(terminal.screen()).toContain('takes no seed: it has no FAT partition.');
    terminal.type(`${answer}\n`);
    expect(await terminal.exit).toBe(exitCode);
    const written = await readFile(card).catch(() => null);
    expect(written === null ? null : sha256(written)).toBe(exitCode === 0 ? sha256(testImage(5 * MIB)) : null);
  });

  test('refuses one seed for two cards before anything is opened', async () => {
    const [first, second, file] = [await cardPath(), await cardPath(), await seedFile()];
    const { code, stderr } = await cli.run(['flash', '/nowhere.img', '--to', first, '--to', second, '--seed', file]);
    expect(code).toBe(2);
    expect(stderr).toContain('A seed is for one card');
  });
});

test('identify reads a drive through the writer, and leaves it as it is', async () => {
  const file = path.join(await tempFolder(), 'drive');
  const place = image();
  await cp(place.file, file);
  const { stdout: device } = await execa('losetup', ['--find', '--show', file]);
  onTestFinished(async () => {
    await execa('losetup', ['--detach', device]);
  });
  const refused = await cli.run(['identify', device]);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain(`${device} was not looked at: it is no real drive`);
  expect(refused.stderr).not.toMatch(/writ/);
  // It is only looked at, so its lock may be on. (The loop device would keep it for whoever gets it next.)
  await execa('blockdev', ['--setro', device]);
  onTestFinished(async () => {
    await execa('blockdev', ['--setrw', device]);
  });
  const { code, stdout } = await cli.run(['identify', device, '--allow-virtual']);
  expect(code).toBe(0);
  expect(stdout).toContain(`${device} is the card of barn.`);
  expect(sha256(await readFile(file))).toBe(sha256(await readFile(place.file)));
});

describe('make', () => {
  test('gives the card a host key that ssh knows afterwards', { timeout: SLOW_MS }, async () => {
    const folder = await tempFolder();
    const [flake, home, card] = ['flake', 'home', 'card.img'].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
    ];
    await cp('assets/demo', flake, { recursive: true });
    await rm(path.join(flake, 'README.md'), { force: true });
    await mkdir(home);
    const args = ['make', `path:${flake}`, '--to', card, '--add-known-host', '--json'];
    const { code, stdout } = await cli.run(args, { ...NIX, HOME: home });
    expect(code).toBe(0);
    const known = path.join(home, '.ssh/known_hosts');
    const lines = jsonLines(stdout);
    expect(lines.find(({ type }) => type === 'host-trusted')).toMatchObject({
      host: 'nixberry-demo',
      file: known,
      changed: true,
    });
    expect(await readFile(known, 'utf8')).toMatch(
      /^nixberry-demo\.local,nixberry-demo ssh-ed25519 \S+ nixberry-\w{16}\n$/,
    );

    const [line] = jsonLines((await cli.run(['identify', card, '--json'])).stdout);
    const built = expect.stringMatching(/^\d{4}-.*Z$/) as string;
    expect(line).toMatchObject({
      card: { image: { host: 'nixberry-demo' }, card: { builtAt: built }, seed: { state: 'waiting' } },
    });
  });

  test('says before anything is built what a project needs and nobody can be asked for', async () => {
    const folder = await tempFolder();
    const pis = path.join(folder, 'pis');
    const answers = ['--board', 'pi4', '--host', 'barn', '--user', 'ada', '--set', 'user.password=seed', '--yes'];
    expect((await cli.run(['new', pis, ...answers])).code).toBe(0);
    // Whoever starts this Nix leaves a file behind.
    const started = path.join(folder, 'started');
    await writeFile(path.join(folder, 'nix'), `#!/bin/sh\n: > ${started}\n`, { mode: 0o755 });
    const env = { PATH: `${folder}:${process.env.PATH ?? ''}` };
    const card = path.join(folder, 'card.img');
    for (const host of ['barn', 'barn-cross', 'nixosConfigurations.barn.config.system.build.sdImage']) {
      const { code, stderr } = await cli.run(['make', `${pis}#${host}`, '--to', card], env);
      expect(code).toBe(2);
      expect(stderr).toContain('barn needs what was not given');
      expect(stderr).toContain('--no-seed writes the card without');
    }
    await expect(stat(started)).rejects.toThrow('ENOENT');
  });

  test.each([
    [['--no-seed', '--keyring'], '--keyring is for a seed that is made now, and does nothing beside --no-seed'],
    [['--no-seed', '--add-known-host'], '--add-known-host needs a seed'],
    [['--to', '/tmp/nixberry-no-such-card.img', '--add-known-host'], '--add-known-host is for one card'],
  ])('refuses %j', async (args, words) => {
    const { code, stderr } = await cli.run(['make', '.#x', '--to', await cardPath(), ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });
});
