import { expect, it } from 'vitest';
import { searchPackages } from '../../../src/node/nix/search-packages.ts';

const PACKAGES = [
  { name: 'python3Packages.htop-x', version: '1', description: 'htop for Python' },
  { name: 'glances', version: '4', description: 'Like htop: a viewer of processes' },
  { name: 'htop-vim', version: '3', description: '' },
  { name: 'htop', version: '3.3.0', description: 'Process viewer' },
  { name: 'cpp', version: '1', description: 'for C++ people' },
];

const names = (text: string): readonly string[] => searchPackages(PACKAGES, text).map(({ name }) => name);

it('finds by name and description, the very one first', () => {
  expect(names('htop')).toEqual(['htop', 'htop-vim', 'python3Packages.htop-x', 'glances']);
});

it('wants each word, wherever it is, in any case', () => {
  expect(names(' VIEWER  proc')).toEqual(['htop', 'glances']);
  expect(names('viewer python')).toEqual([]);
});

it('takes every character as it is', () => {
  expect(names('c++')).toEqual(['cpp']);
  expect(names('.*')).toEqual([]);
});
