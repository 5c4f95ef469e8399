import { expect, it } from 'vitest';
import type { Cache } from '../../src/core/nix/caches.ts';
import { evaluate } from './evaluate.ts';
import { answers, makeProject, settingsOf } from './project.ts';

const key = (name: string): string => `${name}-1:${'A'.repeat(43)}=`;
const OWN = 'https://cache.nixos.org/';

/** The caches that a Pi of a project asks, and the keys that it trusts. */
async function settings(caches: readonly Cache[]): Promise<unknown> {
  const dir = await makeProject([settingsOf(answers('pi4', 'shed'))], caches);
  const apply = 'nix: { inherit (nix.settings) substituters trusted-public-keys; }';
  return evaluate(dir, 'nixosConfigurations.shed.config.nix', apply);
}

it('a Pi asks the caches of its project on the web, and trusts the keys of all', async () => {
  const found = await settings([
    { url: 'https://a.example.org', key: key('a') },
    { url: 'file:///srv/cache', key: key('b') },
    { url: 'http://c.example.org:8080', key: key('c') },
  ]);
  expect(found).toEqual({
    substituters: ['https://a.example.org', 'http://c.example.org:8080', OWN],
    'trusted-public-keys': expect.arrayContaining([key('a'), key('b'), key('c')]) as unknown,
  });
});

it('without any it asks the one of NixOS', async () => {
  expect(await settings([])).toMatchObject({ substituters: [OWN] });
});
