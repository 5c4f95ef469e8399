import { describe, expect, it } from 'vitest';
import { remoteFlake } from '../../../src/core/kept/flake-facts.ts';
import { tryJson } from '../../../src/core/json.ts';
import { nixpkgsRevision } from '../../../src/core/kept/lock.ts';
import { fakeNix } from './fake-nix.ts';

const REV = '0123456789abcdef0123456789abcdef01234567';
const { signal } = new AbortController();

function lock(root: object, nodes: object = {}): string {
  return JSON.stringify({ version: 7, root: 'root', nodes: { root: { inputs: root }, ...nodes } });
}

describe('the revision of nixpkgs', () => {
  const nixpkgs_2 = { locked: { rev: REV, type: 'github' } };

  it.each([
    ['of the input of that name', lock({ nixpkgs: 'nixpkgs_2' }, { nixpkgs_2 }), REV],
    [
      'that follows that of another input',
      lock({ nixpkgs: ['hw', 'nixpkgs'], hw: 'hw' }, { hw: { inputs: { nixpkgs: 'nixpkgs_2' } }, nixpkgs_2 }),
      REV,
    ],
    [
      'that follows what follows',
      lock(
        { nixpkgs: ['a', 'nixpkgs'], a: 'a', b: 'b' },
        { a: { inputs: { nixpkgs: ['b', 'unstable'] } }, b: { inputs: { unstable: 'nixpkgs_2' } }, nixpkgs_2 },
      ),
      REV,
    ],
    ['that follows itself', lock({ nixpkgs: ['nixpkgs'] }), null],
    ['that no input has', lock({ other: 'nixpkgs_2' }, { nixpkgs_2 }), null],
    ['of a node that is not there', lock({ nixpkgs: 'gone' }), null],
    ['of a folder', lock({ nixpkgs: 'n' }, { n: { locked: { type: 'path', path: '/x' } } }), null],
    ['of a strange revision', lock({ nixpkgs: 'n' }, { n: { locked: { rev: 'a; rm -rf' } } }), null],
    ['in no lock file', 'not json', null],
    ['in an empty one', '{}', null],
  ])('%s', (_, text, revision) => expect(nixpkgsRevision(tryJson(text))).toBe(revision));
});

describe('a flake that is not here', () => {
  const path = '/nix/store/x-source';

  const locks: unknown = JSON.parse(lock({ nixpkgs: 'n' }, { n: { locked: { rev: REV } } }));

  it('is asked of Nix', async () => {
    const metadata = { path, revision: REV, resolved: { dir: 'pis' }, locks };
    const nix = fakeNix({ flake: JSON.stringify(metadata) }, { [`${path}/pis/flake.lock`]: '{}' });
    expect(await remoteFlake('github:a/b?dir=pis', nix, signal)).toEqual({
      ...{ revision: REV, lockHash: 'd'.repeat(64), nixpkgsRevision: REV },
    });
  });

  it('need not be in a store, and its lock file need not be where it can be read', async () => {
    const facts = { revision: REV, lockHash: null, nixpkgsRevision: REV };
    for (const where of [{}, { path }]) {
      const nix = fakeNix({ flake: JSON.stringify({ ...where, revision: REV, locks }) });
      expect(await remoteFlake('github:a/b', nix, signal)).toEqual(facts);
    }
  });

  it('without a lock file or a revision has none', async () => {
    const nothing = { revision: null, lockHash: null, nixpkgsRevision: null };
    expect(await remoteFlake('tarball', fakeNix({ flake: JSON.stringify({ path }) }), signal)).toEqual(nothing);
    expect(await remoteFlake('x', fakeNix({ flake: { stderr: 'error: no' } }), signal)).toEqual(nothing);
    const odd = JSON.stringify({ path, revision: 'not one', dirtyRevision: `${REV}-dirty` });
    expect(await remoteFlake('x', fakeNix({ flake: odd }), signal)).toEqual({ ...nothing, revision: `${REV}-dirty` });
  });
});
