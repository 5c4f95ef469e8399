import { describe, expect, it } from 'vitest';
import { isPackageName, offeredPackages } from '../../../../renderer/steps/extras/found-packages.ts';
import type { SearchState } from '../../../../renderer/steps/extras/use-package-search.ts';

const COMMON = [
  { name: 'btop', description: 'processes, live' },
  { name: 'htop', description: 'processes' },
  { name: 'iotop-c', description: 'what reads and writes disks' },
];
const SEARCHING: SearchState = { type: 'searching' };
const FOUND: SearchState = {
  type: 'found',
  packages: [
    { name: 'htop', version: '3.3.0', description: 'Process viewer' },
    { name: 'nvtop', version: '3.1', description: 'GPU viewer' },
  ],
  more: false,
};

const names = (text: string, search: SearchState = SEARCHING) =>
  offeredPackages(text, COMMON, search).map(({ name }) => name);

describe('what a text finds', () => {
  it('is nothing for no text', () => {
    expect(names(' ')).toEqual([]);
  });

  it('is a common package by its name or by what it does', () => {
    expect(names('processes')).toEqual(['btop', 'htop', 'processes']);
    expect(names('disks')).toEqual(['iotop-c', 'disks']);
  });

  it('is the very name first, with the version of nixpkgs, and then what only nixpkgs has', () => {
    const offered = offeredPackages('htop', COMMON, FOUND);
    expect(offered.map(({ name, version, isKnown }) => [name, version, isKnown])).toEqual([
      ['htop', '3.3.0', true],
      ['nvtop', '3.1', true],
    ]);
  });

  it('is the text itself when it could be a name, as one that nobody has checked', () => {
    expect(offeredPackages('python3Packages.foo', COMMON, FOUND).at(-1)).toEqual({
      name: 'python3Packages.foo',
      description: '',
      version: null,
      isKnown: false,
    });
    expect(names('no such; rm -rf', { type: 'nix-missing' })).toEqual([]);
  });
});

it('knows the shape of a name', () => {
  expect(['htop', 'python3Packages.gpiozero', 'gtk+'].every(isPackageName)).toBe(true);
  expect(['', '1st', 'a b', '../x', 'a..b'].some(isPackageName)).toBe(false);
});
