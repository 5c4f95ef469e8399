import { execa } from 'execa';
import { mkdir, readdir, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OfferedHost } from '../../src/core/nix/hosts.ts';
import { listHosts } from '../../src/core/nix/hosts.ts';
import { createNixPort } from '../../src/node/nix/nix-port.ts';
import { jsonLines, useCli, type CliEnd } from '../cli/run-cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

const cli = useCli();
/** Settings under which a bare Nix evaluates and builds here as root, offline. */
const ENV = { NIX_CONFIG: 'sandbox = false\nbuild-users-group =\nsubstituters =\nflake-registry =' };
const SLOW_MS = 120_000;

/** Hosts of every kind, without nixpkgs. */
const FLAKE = `{
  outputs = { self }: let
    image = derivation {
      name = "image"; system = "SYSTEM"; builder = "/bin/sh";
      args = [ "-c" "export PATH=/usr/bin:/bin; mkdir -p $out/sd-image; echo image > $out/sd-image/pi.img" ];
    };
    host = host: build: {
      pkgs.stdenv = { hostPlatform.system = host; buildPlatform.system = build; };
      config.system.build.sdImage = image;
    };
    pi = host "aarch64-linux" "aarch64-linux";
  in {
    nixosConfigurations = {
      inherit pi;
      pi-cross = host "aarch64-linux" "x86_64-linux";
      "with.dot" = pi;
      bare.config.system.build.sdImage = image;
      server = { pkgs = pi.pkgs; config.system.build.toplevel = image; };
      lazy = pi // { config.system.build.sdImage = throw "never looked into"; };
      throws = throw "the board 'pi9' is not known";
      typo = pi.nothing;
      untracked = import ./hosts/untracked.nix;
      aborts = builtins.abort "nothing catches this";
      option = throw "The option \`services.foo' does not exist. Definition values:";
    };
  };
}`;

async function flake(text = FLAKE): Promise<string> {
  const folder = path.join(await realpath(await tempFolder()), 'flake');
  await mkdir(folder);
  const system = process.arch === 'arm64' ? 'aarch64-linux' : 'x86_64-linux';
  await writeFile(path.join(folder, 'flake.nix'), text.replace('SYSTEM', system));
  return folder;
}

async function gitFlake(text = FLAKE): Promise<string> {
  const folder = await flake(text);
  await execa('git', ['init', '--quiet', folder]);
  await execa('git', ['-C', folder, 'add', '--intent-to-add', '.']);
  return folder;
}

function hosts(folder: string, ...more: string[]): Promise<CliEnd> {
  return cli.run(['hosts', folder, ...more], ENV);
}

test('each host is listed with what it is, or why it cannot be read', { timeout: SLOW_MS }, async () => {
  const folder = await gitFlake();
  await mkdir(path.join(folder, 'hosts'));
  await writeFile(path.join(folder, 'hosts/untracked.nix'), '{ }');
  const { code, stdout } = await hosts(folder, '--json');
  expect(code).toBe(0);
  const [line] = jsonLines(stdout);
  if (line?.type !== 'hosts') throw new Error(stdout);
  expect(line.flake).toBe(`git+file://${folder}`);
  const aarch64 = { system: 'aarch64-linux', buildSystem: 'aarch64-linux' };
  const broken = { system: null, buildSystem: null, sdImage: null };
  expect(line.hosts).toMatchObject(
    [
      { name: 'aborts', ...broken, error: { cause: 'other', facts: { detail: /nothing catches this/ } } },
      { name: 'bare', system: null, buildSystem: null, sdImage: true, error: null },
      { name: 'lazy', ...aarch64, sdImage: true },
      { name: 'option', ...broken, error: { cause: 'option-missing', facts: { option: 'services.foo' } } },
      { name: 'pi', ...aarch64, sdImage: true },
      { name: 'pi-cross', ...aarch64, buildSystem: 'x86_64-linux', sdImage: true },
      { name: 'server', ...aarch64, sdImage: false },
      { name: 'throws', ...broken, error: { cause: 'other', message: /the board 'pi9' is not known/ } },
      { name: 'typo', ...broken, error: { cause: 'attribute-missing', facts: { attribute: 'nothing' } } },
      {
        name: 'untracked',
        ...broken,
        error: { cause: 'untracked-file', next: /git add -N -- hosts/ },
      },
      { name: 'with.dot', ...aarch64, sdImage: true },
    ].map((host) => expectation(host)),
  );
  // Nothing was written: no lock file, and nothing staged.
  expect((await readdir(folder)).sort()).toEqual(['.git', 'flake.nix', 'hosts']);
});

/** Patterns in the place of texts are matched. */
function expectation(value: unknown): unknown {
  if (value instanceof RegExp) return expect.stringMatching(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, expectation(inner)]));
}

test('people see a table', { timeout: SLOW_MS }, async () => {
  const folder = await flake(FLAKE.replace(/\n {6}(lazy|throws|typo|untracked|aborts|option) .*/g, ''));
  const { stdout, stderr, code } = await hosts(folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: `Reading path:${folder}\n` });
  expect(stdout.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '))).toEqual([
    'host | runs on | image',
    'bare | - | yes',
    'pi | aarch64-linux | yes',
    'pi-cross | aarch64-linux | yes, cross-compiled on x86_64-linux',
    'server | aarch64-linux | no',
    'with.dot | aarch64-linux | yes',
    '',
  ]);
});

test('a flake without hosts offers none', { timeout: SLOW_MS }, async () => {
  const { stdout, code } = await hosts(await flake('{ outputs = _: { }; }'));
  expect({ stdout, code }).toEqual({ stdout: 'The flake offers no hosts (nixosConfigurations).\n', code: 0 });
});

describe('a flake that cannot be read is explained', () => {
  test('for a file that git does not know', { timeout: SLOW_MS }, async () => {
    const folder = await gitFlake('{ outputs = _: import ./outputs.nix; }');
    await writeFile(path.join(folder, 'outputs.nix'), '{ }');
    const { code, stderr } = await hosts(folder);
    expect(code).toBe(5);
    expect(stderr).toContain('The flake does not contain the file outputs.nix.');
    expect(stderr).toContain('`git add -N -- outputs.nix`');
  });

  test('for a flake.nix that git does not know', { timeout: SLOW_MS }, async () => {
    const folder = await flake();
    await execa('git', ['init', '--quiet', folder]);
    expect((await hosts(folder)).stderr).toContain('`git add -N -- flake.nix`');
  });

  test('for a slip in its text', { timeout: SLOW_MS }, async () => {
    expect((await hosts(await flake('{ outputs = '))).stderr).toContain('The flake has a slip in its text');
  });

  test('for a folder without a flake', async () => {
    const folder = await realpath(await tempFolder());
    expect(await hosts(folder)).toMatchObject({
      code: 5,
      stderr: expect.stringContaining(`There is no flake.nix in ${folder}.`) as string,
    });
  });
});

test('a host that takes too long is given up, and the next one read', { timeout: SLOW_MS }, async () => {
  const endless = 'let loop = n: if n == 0 then 0 else loop (n - 1) + loop (n - 1); in builtins.seq (loop 60) { }';
  const folder = await flake(`{ outputs = _: { nixosConfigurations = { a = ${endless}; b = { }; }; }; }`);
  const read: OfferedHost[] = [];
  for await (const host of listHosts(`path:${folder}`, createNixPort(), new AbortController().signal, 3000))
    read.push(host);
  expect(read).toMatchObject([
    { name: 'a', failure: { cause: 'timeout' } },
    { name: 'b', sdImage: false, failure: null },
  ]);
});

test('Ctrl-C ends it', { timeout: SLOW_MS }, async () => {
  const endless = 'let loop = n: if n == 0 then 0 else loop (n - 1) + loop (n - 1); in builtins.seq (loop 60) { }';
  const { child, stderr, exit } = cli.start(['hosts', await flake(`{ outputs = _: ${endless}; }`)], ENV);
  while (!stderr().includes('Reading')) await new Promise((resolve) => setTimeout(resolve, 50));
  child.kill('SIGINT');
  expect(await exit).toBe(130);
});

test(
  'build takes the same references: a folder in git is built without what git ignores',
  { timeout: SLOW_MS },
  async () => {
    const folder = await gitFlake();
    await writeFile(path.join(folder, 'wifi.secrets'), 'secret');
    const { stdout } = await cli.run(['build', `${folder}#pi`, '--how', 'native', '--dry-run', '--json'], ENV);
    const lines = jsonLines(stdout);
    expect(lines[0]).toMatchObject({
      type: 'build-target',
      installable: `git+file://${folder}#nixosConfigurations.pi.config.system.build.sdImage`,
    });
    expect(lines.at(-1)).toMatchObject({ type: 'built' });
  },
);
