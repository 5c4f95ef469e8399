import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { jsonLines, useCli } from '../cli/run-cli.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { sha256 } from '../support/test-image.ts';

const cli = useCli();
/** Settings under which a bare Nix builds here as root, offline. */
const ENV = { NIX_CONFIG: 'sandbox = false\nbuild-users-group =\nsubstituters =' };
const SLOW_MS = 120_000;

async function demoFlake(): Promise<{ folder: string; flake: string }> {
  const folder = await tempFolder();
  const flake = path.join(folder, 'flake');
  await cp('assets/demo', flake, { recursive: true });
  await rm(path.join(flake, 'README.md'), { force: true });
  return { folder, flake: `path:${flake}` };
}

async function failingFlake(): Promise<string> {
  const folder = await tempFolder();
  const script = 'echo the last words; exit 3';
  const derivation = `derivation { name = "card"; inherit system; builder = "/bin/sh"; args = [ "-c" "${script}" ]; }`;
  const packages = `builtins.listToAttrs (map (system: { name = system; value.default = ${derivation}; }) systems)`;
  const systems = '[ "x86_64-linux" "aarch64-linux" ]';
  await writeFile(
    path.join(folder, 'flake.nix'),
    `{ outputs = { self }: let systems = ${systems}; in { packages = ${packages}; }; }`,
  );
  return `path:${folder}`;
}

test('make builds a flake and writes the image to a card', { timeout: SLOW_MS }, async () => {
  const { folder, flake } = await demoFlake();
  const card = path.join(folder, 'card.img');
  const { code, stdout } = await cli.run(['make', flake, '--to', card, '--json'], ENV);
  expect(code).toBe(0);
  const lines = jsonLines(stdout);
  expect(lines[0]).toMatchObject({ type: 'build-target', installable: flake });
  const outcome = { kind: 'done', sha256: sha256(await readFile(card)), seed: expect.any(String) as string };
  expect(lines.at(-1)).toMatchObject({ type: 'flashed', targets: [{ target: card, outcome }] });
  expect(lines.at(-2)).toMatchObject({ type: 'host-key', target: card, host: 'nixberry-demo' });
});

test('make refuses a drive before Nix is started', async () => {
  const { folder, flake } = await demoFlake();
  const file = path.join(folder, 'drive');
  await writeFile(file, Buffer.alloc(8 << 20));
  const { stdout: device } = await execa('losetup', ['--find', '--show', file]);
  onTestFinished(async () => {
    await execa('losetup', ['--detach', device]);
  });
  // Whoever starts this Nix leaves a file behind.
  const started = path.join(folder, 'started');
  await writeFile(path.join(folder, 'nix'), `#!/bin/sh\n: > ${started}\n`, { mode: 0o755 });
  const env = { PATH: `${folder}:${process.env.PATH ?? ''}` };
  const { code, stderr } = await cli.run(['make', flake, '--to', device, '--yes'], env);
  expect(code).toBe(3);
  expect(stderr).toContain(`${device} was not written: it is no real drive`);
  expect(existsSync(started)).toBe(false);
});

test('build says where the image is, copies it, and never over another file', { timeout: SLOW_MS }, async () => {
  const { folder, flake } = await demoFlake();
  const out = path.join(folder, 'copy.img');
  const { code, stdout } = await cli.run(['build', flake, '--out', out, '--json'], ENV);
  expect(code).toBe(0);
  const bytes = (await readFile(out)).byteLength;
  expect(jsonLines(stdout).at(-1)).toMatchObject({ type: 'built', bytes, out, dryRun: null });
  expect(await cli.run(['build', flake, '--out', out], ENV)).toMatchObject({ code: 2 });
});

test('build --dry-run builds nothing', { timeout: SLOW_MS }, async () => {
  const { stdout, code } = await cli.run(['build', await failingFlake(), '--dry-run', '--json'], ENV);
  expect(code).toBe(0);
  expect(jsonLines(stdout).at(-1)).toMatchObject({ type: 'built', imagePath: null, dryRun: { toBuild: 1 } });
  const inWords = await cli.run(['build', await failingFlake(), '--dry-run'], ENV);
  expect((inWords.stdout + inWords.stderr).match(/1 derivation to build/g)).toHaveLength(1);
  expect(inWords.stdout).toContain('1 derivation to build');
});

describe('a build that fails', () => {
  test("ends with 5, its last words, and the derivation's name", { timeout: SLOW_MS }, async () => {
    const { code, stdout, stderr } = await cli.run(['build', await failingFlake()], ENV);
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
    expect(stderr).toContain('The last words of card:\n  the last words\n');
    expect(stderr).toMatch(/Error: A build step failed with exit code 3: .*-card\.drv/);
  });

  test('is not followed by a flash', { timeout: SLOW_MS }, async () => {
    const card = path.join(await tempFolder(), 'card.img');
    const { code, stdout } = await cli.run(['make', await failingFlake(), '--to', card, '--json'], ENV);
    expect(code).toBe(5);
    const types = jsonLines(stdout).map(({ type }) => type);
    expect(types.at(-1)).toBe('error');
    expect(types).not.toContain('target');
  });

  test('for want of such an attribute ends with 2', { timeout: SLOW_MS }, async () => {
    const { code, stderr } = await cli.run(['build', `${await failingFlake()}#nope`], ENV);
    expect(code).toBe(2);
    expect(stderr).toContain('no package called nope. Its packages: default.');
  });
});

test('doctor finds this Nix, and every finding has words', { timeout: SLOW_MS }, async () => {
  const { code, stdout } = await cli.run(['doctor', '--json'], ENV);
  expect(code).toBe(0);
  const [line] = jsonLines(stdout);
  if (line?.type !== 'doctor') throw new Error(`not doctor's: ${stdout}`);
  expect(line.findings.map(({ id }) => id)).toContain('nix');
  for (const { id, state, message } of line.findings) expect(message).not.toBe(`${id}: ${state}`);
});
