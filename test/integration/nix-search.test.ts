import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNixPort } from '../../src/node/nix/nix-port.ts';
import { listPackages } from '../../src/node/nix/list-packages.ts';
import { searchPackages } from '../../src/node/nix/search-packages.ts';

/** As nixpkgs has packages, and only for the Pi: a search on another computer has to ask for the Pi's. */
const FLAKE = `{
  outputs = _: {
    legacyPackages.aarch64-linux = let
      package = name: description: (derivation { inherit name; system = "aarch64-linux"; builder = "/bin/sh"; }) // {
        meta = { inherit description; };
      };
    in {
      htop = package "htop-3.3" "process viewer";
      cpp = package "cpp-1" "for c++ people";
      python3Packages = { recurseForDerivations = true; gpio = package "gpio-2.1" "pins, a process of their own"; };
    };
  };
}
`;

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nixberry-search-'));
  await writeFile(join(folder, 'flake.nix'), FLAKE);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function search(text: string) {
  const { signal } = new AbortController();
  return searchPackages(await listPackages(createNixPort(), `path:${folder}`, signal), text);
}

it('finds packages by name and description, for the Pi', async () => {
  expect(await search('process')).toEqual([
    { name: 'htop', version: '3.3', description: 'process viewer' },
    { name: 'python3Packages.gpio', version: '2.1', description: 'pins, a process of their own' },
  ]);
});

it('takes every character as it is', async () => {
  expect((await search('c++')).map(({ name }) => name)).toEqual(['cpp']);
  expect(await search('.*')).toEqual([]);
  expect(await search('pins of')).toHaveLength(1);
});

it('says in the words of Nix why it cannot', async () => {
  const { signal } = new AbortController();
  await expect(listPackages(createNixPort(), `path:${folder}/missing`, signal)).rejects.toMatchObject({
    facts: { detail: expect.stringContaining('missing') as string },
  });
});
