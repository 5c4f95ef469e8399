import { describe, expect, it } from 'vitest';
import { parseBuiltHere } from '../../../src/core/nix/path-info.ts';

/** What Nix 2.8 and 2.26 said of the same kinds of paths, shortened. */
const PATHS: Readonly<Record<string, { readonly signatures?: readonly string[]; readonly [name: string]: unknown }>> = {
  '/nix/store/a-built': { narSize: 120, ultimate: true },
  '/nix/store/b-cached': { narSize: 120, signatures: ['cache.nixos.org-1:abc'] },
  '/nix/store/c-source': { narSize: 120, ca: 'fixed:r:sha256:0' },
  '/nix/store/d-fetched': { narSize: 120, ca: 'fixed:sha256:0', ultimate: true },
  '/nix/store/e-of-a-builder': { narSize: 120 },
};
const BUILT = ['/nix/store/a-built', '/nix/store/d-fetched', '/nix/store/e-of-a-builder'];

describe('what was built here', () => {
  it('is found in the list of Nix before 2.19', () => {
    const listed = Object.entries(PATHS).map(([path, info]) => ({ path, ...info }));
    expect(parseBuiltHere(JSON.stringify([...listed, { path: '/nix/store/f-gone', valid: false }]))).toEqual(BUILT);
  });

  it('is found in the object of Nix since then', () => {
    const full = Object.entries(PATHS).map(([path, info]) => {
      return [path, { ca: null, ultimate: false, ...info, signatures: info.signatures ?? [] }] as const;
    });
    const json = JSON.stringify({ ...Object.fromEntries(full), '/nix/store/f-gone': null });
    expect(parseBuiltHere(json)).toEqual(BUILT);
  });

  it.each(['', '[1]', '"x"', 'error: no such path'])('is null for %j', (json) => {
    expect(parseBuiltHere(json)).toBeNull();
  });
});
