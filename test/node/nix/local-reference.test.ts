import path from 'node:path';
import { expect, test } from 'vitest';
import { flakeFolder, parseLocalReference } from '../../../src/node/nix/local-reference.ts';

test.each([
  ['git+file:///home/ada/pis', '/home/ada/pis'],
  ['git+file:///home/ada/all?dir=the/pis&submodules=1', '/home/ada/all/the/pis'],
  ['path:/home/ada/a%20b', '/home/ada/a b'],
  ['path:/100%', '/100%'],
  ['git+file:///pis?ref=main', null],
  ['path:/pis#pi', null],
  ['github:ada/pis', null],
  ['git+ssh://host/pis', null],
])('%s is in %s', (flake, folder) => expect(flakeFolder(flake, path.posix)).toBe(folder));

test.each([
  ['git+file://C:%5CUsers%5Cada%5Cpis', 'C:\\Users\\ada\\pis'],
  ['git+file://C:%5CUsers%5Cada?dir=hosts/pi', 'C:\\Users\\ada\\hosts\\pi'],
  ['path:C:%5CUsers%5Cada%5Cmy%20pis', 'C:\\Users\\ada\\my pis'],
  ['git+file:///C:/Users/ada/pis', 'C:\\Users\\ada\\pis'],
])('on Windows %s is in %s', (flake, folder) => expect(flakeFolder(flake, path.win32)).toBe(folder));

test('says what is taken of it', () => {
  expect(parseLocalReference('git+file:///pis', path.posix)).toMatchObject({ kind: 'git', path: '/pis' });
  expect(parseLocalReference('path:./pis', path.posix)).toMatchObject({ kind: 'folder', path: './pis' });
});
