import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { resolveFlake } from '../../../src/node/nix/local-flake.ts';
import { tempFolder } from '../../support/temp-folder.ts';

async function folders(...flakes: readonly string[]): Promise<string> {
  const root = await realpath(await tempFolder());
  for (const flake of flakes) {
    await mkdir(path.join(root, flake), { recursive: true });
    await writeFile(path.join(root, flake, 'flake.nix'), '{}');
  }
  return root;
}

test('a folder outside of git is path:, however it is named', async () => {
  const root = await folders('pis');
  for (const typed of ['pis', './pis', 'pis/', path.join(root, 'pis')])
    expect(await resolveFlake(typed, root)).toBe(`path:${root}/pis`);
  expect(await resolveFlake('.', path.join(root, 'pis'))).toBe(`path:${root}/pis`);
  await symlink(path.join(root, 'pis'), path.join(root, 'link'));
  expect(await resolveFlake('link', root)).toBe(`path:${root}/pis`);
});

test('in a work tree of git it is git+file:', async () => {
  const root = await folders('.', 'below/pis');
  await mkdir(path.join(root, '.git'));
  expect(await resolveFlake('.', root, true)).toBe(`git+file://${root}`);
  expect(await resolveFlake('below/pis', root, true)).toBe(`git+file://${root}?dir=below/pis`);
  expect(await resolveFlake('./below?dir=pis&submodules=1', root, true)).toBe(
    `git+file://${root}?dir=below/pis&submodules=1`,
  );
});

test('a work tree is not taken without git, ignored secrets and all, unless that is asked for', async () => {
  const root = await folders('.', 'below/pis');
  await mkdir(path.join(root, '.git'));
  vi.stubEnv('PATH', path.join(root, 'below'));
  for (const typed of ['.', 'below/pis'])
    await expect(resolveFlake(typed, root)).rejects.toMatchObject({
      code: 'build-failed',
      facts: { cause: 'git-missing', path: root },
    });
  expect(await resolveFlake(`path:${root}`, root)).toBe(`path:${root}`);
  vi.unstubAllEnvs();
});

test.each(['./typo', '../typo', '~/typo', '/nowhere/at/all', 'my.pis', 'a b', './pis?dir=typo', 'a/b c'])(
  '%s has to be a folder here: another machine would look for it in its own',
  async (typed) => {
    const root = await folders('pis');
    await expect(resolveFlake(typed, root)).rejects.toMatchObject({
      code: 'build-failed',
      facts: { cause: 'path-missing', path: path.resolve(root, typed) },
    });
  },
);

test('the flake may be above the folder, within the work tree', async () => {
  const root = await folders('.');
  await mkdir(path.join(root, 'hosts/pi'), { recursive: true });
  expect(await resolveFlake('hosts/pi', root)).toBe(`path:${root}`);
  await mkdir(path.join(root, 'hosts/.git'));
  await expect(resolveFlake('hosts/pi', root)).rejects.toMatchObject({
    code: 'build-failed',
    facts: { cause: 'no-flake', path: `${root}/hosts/pi` },
  });
});

test.each(['github:o/r', 'git+ssh://h/r', 'path:/somewhere', 'nixpkgs', 'nixpkgs/nixos-26.05'])(
  '%s is left to Nix',
  async (typed) => expect(await resolveFlake(typed, await tempFolder())).toBe(typed),
);
