import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { listHosts, type OfferedHost } from '../../../src/core/nix/hosts.ts';
import type { NixExit, NixPort } from '../../../src/core/nix/ports.ts';

const GOOD = { system: 'aarch64-linux', buildSystem: 'x86_64-linux', sdImage: true };

/** A Nix that answers by what is asked for last. */
function fakeNix(answers: Readonly<Record<string, Partial<NixExit> | Error>>): { nix: NixPort; asked: string[][] } {
  const asked: string[][] = [];
  const unused = (): never => {
    throw new Error('not asked for');
  };
  const run = (argv: readonly string[]): Promise<NixExit> => {
    asked.push([...argv]);
    const answer = answers[argv.at(-1) ?? ''];
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve({ code: 0, stdout: '', stderr: [], ...answer });
  };
  return { nix: { run, list: unused, bytes: unused, sha256: unused, readText: unused }, asked };
}

async function listed(nix: NixPort): Promise<OfferedHost[]> {
  const hosts: OfferedHost[] = [];
  for await (const host of listHosts('f', nix, new AbortController().signal, 1000)) hosts.push(host);
  return hosts;
}

test('each host is asked by itself, and one that fails does not hide the others', async () => {
  const { nix, asked } = fakeNix({
    'f#nixosConfigurations': { stdout: '["a","b.c","d","e"]' },
    'f#nixosConfigurations.a': { stdout: JSON.stringify(GOOD) },
    'f#nixosConfigurations."b.c"': {
      code: 1,
      stderr: ["error: The option `services.foo' does not exist. Definition values:", '(use --show-trace)'],
    },
    'f#nixosConfigurations.d': new AppError('nix-timeout', { ms: 1000, command: 'nix eval' }),
    'f#nixosConfigurations.e': { stdout: '{"odd":1}' },
  });
  expect(await listed(nix)).toMatchObject([
    { name: 'a', ...GOOD, failure: null },
    { name: 'b.c', sdImage: null, failure: { cause: 'option-missing', facts: { option: 'services.foo' } } },
    { name: 'd', failure: { cause: 'timeout', facts: { ms: 1000 } } },
    { name: 'e', failure: { cause: 'other' } },
  ]);
  for (const argv of asked) expect(argv).toContain('--no-write-lock-file');
});

test('a flake without such an output has no hosts', async () => {
  const stderr = [
    "error: flake 'x' does not provide attribute 'packages.y.nixosConfigurations' or 'nixosConfigurations'",
  ];
  expect(await listed(fakeNix({ 'f#nixosConfigurations': { code: 1, stderr } }).nix)).toEqual([]);
});

describe('a flake that cannot be read', () => {
  test.each([
    ["error: getting status of '/nix/store/x-source/hosts/a.nix': No such file or directory", 'untracked-file'],
    ["error: flake 'f' requires lock file changes but they're not allowed due to ...", 'lock-outdated'],
    ['error: the roof is on fire', 'other'],
  ])('%s', async (words, cause) => {
    const { nix } = fakeNix({ 'f#nixosConfigurations': { code: 1, stderr: ['warning: dirty', words] } });
    const detail = words.replace('error: ', '');
    await expect(listed(nix)).rejects.toMatchObject({ code: 'build-failed', facts: { cause, detail } });
  });

  test('is not explained by a warning before it', async () => {
    const stderr = [
      "warning: the group 'nixbld' specified in 'build-users-group' does not exist; not building as root",
      "warning: error: unable to download 'https://cache.nixos.org/nix-cache-info': Could not resolve host: x; retrying",
      'error: the roof is on fire',
    ];
    const { nix } = fakeNix({ 'f#nixosConfigurations': { code: 1, stderr } });
    const facts = { cause: 'other', detail: 'the roof is on fire' };
    await expect(listed(nix)).rejects.toMatchObject({ code: 'build-failed', facts });
  });

  test('because its hosts are no set says so', async () => {
    const { nix } = fakeNix({ 'f#nixosConfigurations': { stdout: 'null' } });
    await expect(listed(nix)).rejects.toMatchObject({ code: 'build-failed', facts: { cause: 'hosts-no-set' } });
  });

  test('for want of Nix says so', async () => {
    const missing = new AppError('nix-missing');
    await expect(listed(fakeNix({ 'f#nixosConfigurations': missing }).nix)).rejects.toBe(missing);
  });
});

test('a cancelled list ends', async () => {
  const controller = new AbortController();
  const { nix, asked } = fakeNix({
    'f#nixosConfigurations': { stdout: '["a","b"]' },
    'f#nixosConfigurations.a': { stdout: JSON.stringify(GOOD) },
  });
  const names: string[] = [];
  const all = async (): Promise<void> => {
    for await (const { name } of listHosts('f', nix, controller.signal)) {
      names.push(name);
      controller.abort();
    }
  };
  await expect(all()).rejects.toMatchObject({ code: 'cancelled' });
  expect(names).toEqual(['a']);
  expect(asked).toHaveLength(2);
});
