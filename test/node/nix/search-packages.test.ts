import { expect, it } from 'vitest';
import { readFound, searchPackages, sortedFor } from '../../../src/node/nix/search-packages.ts';
import type { NixExit } from '../../../src/core/nix/ports.ts';

const ANSWER = JSON.stringify({
  'legacyPackages.aarch64-linux.python3Packages.htop-x': { pname: 'x', version: '1', description: 'htop for Python' },
  'legacyPackages.aarch64-linux.htop': { pname: 'htop', version: '3.3.0', description: 'Process viewer' },
  'legacyPackages.aarch64-linux.htop-vim': { pname: 'htop-vim', version: '3', description: '' },
});

function nixThat(exit: Partial<NixExit>) {
  const asked: (readonly string[])[] = [];
  const run = (argv: readonly string[]) => {
    asked.push(argv);
    return Promise.resolve({ code: 0, stdout: '', stderr: [], ...exit });
  };
  return { asked, nix: { run } };
}

const { signal } = new AbortController();

it('searches the branch of the release for the words as they are, and for the Pi', async () => {
  const { asked, nix } = nixThat({ stdout: ANSWER });
  const found = await searchPackages(nix, { text: ' c++ lib ', release: '26.05' }, signal);
  expect(found).toHaveLength(3);
  const [argv = []] = asked;
  expect(argv[0]).toBe('search');
  expect(argv.slice(-4)).toEqual(['--', 'github:NixOS/nixpkgs/nixos-26.05', 'c\\+\\+', 'lib']);
  expect(argv.join(' ')).toContain('--option system aarch64-linux');
});

it('gives Nix no option that was typed', async () => {
  const { asked, nix } = nixThat({ stdout: '{}' });
  await searchPackages(nix, { text: '--store x', release: '26.05' }, signal);
  const [argv = []] = asked;
  expect(argv.slice(argv.indexOf('--'))).toEqual(['--', 'github:NixOS/nixpkgs/nixos-26.05', '--store', 'x']);
});

it('names packages as settings do, the exact one first', () => {
  expect(sortedFor('htop', readFound(ANSWER) ?? []).map(({ name }) => name)).toEqual([
    'htop',
    'htop-vim',
    'python3Packages.htop-x',
  ]);
});

it('takes no results for none, and not for an error', async () => {
  const { nix } = nixThat({ code: 1, stdout: '{}', stderr: ['error: no results for the given search term(s)!'] });
  expect(await searchPackages(nix, { text: 'zzz', release: 'unstable' }, signal)).toEqual([]);
});

it('says in the words of Nix why there is no answer', async () => {
  const { nix } = nixThat({ code: 1, stderr: ['warning: x', "error: unable to download 'https://api'", 'more'] });
  await expect(searchPackages(nix, { text: 'htop', release: '26.05' }, signal)).rejects.toMatchObject({
    facts: { detail: "unable to download 'https://api'" },
  });
  const broken = nixThat({ stdout: '{"a":1}' });
  await expect(searchPackages(broken.nix, { text: 'htop', release: '26.05' }, signal)).rejects.toMatchObject({
    code: 'unexpected',
  });
});
