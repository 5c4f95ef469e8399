import { expect, it } from 'vitest';
import { listPackages } from '../../../src/node/nix/list-packages.ts';
import type { NixExit } from '../../../src/core/nix/ports.ts';

const ANSWER = JSON.stringify({
  'legacyPackages.aarch64-linux.python3Packages.htop-x': { pname: 'x', version: '1', description: 'htop for Python' },
  'legacyPackages.aarch64-linux.htop': { pname: 'htop', version: '3.3.0', description: 'Process viewer' },
});
const NIXPKGS = 'github:NixOS/nixpkgs/nixos-26.05';

function nixThat(exit: Partial<NixExit>) {
  const asked: (readonly string[])[] = [];
  const run = (argv: readonly string[]) => {
    asked.push(argv);
    return Promise.resolve({ code: 0, stdout: '', stderr: [], ...exit });
  };
  return { asked, nix: { run } };
}

const { signal } = new AbortController();

it('lists what there is for the Pi, named as settings do', async () => {
  const { asked, nix } = nixThat({ stdout: ANSWER });
  expect(await listPackages(nix, NIXPKGS, signal)).toEqual([
    { name: 'python3Packages.htop-x', version: '1', description: 'htop for Python' },
    { name: 'htop', version: '3.3.0', description: 'Process viewer' },
  ]);
  const [argv = []] = asked;
  expect(argv[0]).toBe('search');
  expect(argv.slice(-3)).toEqual(['--', NIXPKGS, '^']);
  expect(argv.join(' ')).toContain('--option system aarch64-linux');
});

it('says in the words of Nix why there is no answer', async () => {
  const { nix } = nixThat({ code: 1, stderr: ['warning: x', "error: unable to download 'https://api'", 'more'] });
  await expect(listPackages(nix, NIXPKGS, signal)).rejects.toMatchObject({
    facts: { detail: "unable to download 'https://api'" },
  });
  const broken = nixThat({ stdout: '{"a":1}' });
  await expect(listPackages(broken.nix, NIXPKGS, signal)).rejects.toMatchObject({ code: 'unexpected' });
});
