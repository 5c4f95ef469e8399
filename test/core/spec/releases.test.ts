import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFAULT_RELEASE, RELEASE_IDS, RELEASES, releaseOf } from '../../../src/core/spec/releases.ts';

const FOLDER = 'assets/flake/releases';

test('there is a folder for each release, and a release for each folder', () => {
  expect(readdirSync(FOLDER).sort()).toEqual([...RELEASE_IDS].sort());
});

test.each(RELEASES)('the flake of $id takes the branch $branch', ({ id, branch }) => {
  expect(readFileSync(`${FOLDER}/${id}/flake.nix`, 'utf8')).toContain(`"github:NixOS/nixpkgs/${branch}"`);
  expect(releaseOf(id).branch).toBe(branch);
});

test('the default is one of them, and no preview', () => {
  expect(releaseOf(DEFAULT_RELEASE).stateVersion).toBe(DEFAULT_RELEASE);
});
