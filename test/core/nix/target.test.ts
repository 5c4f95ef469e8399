import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import {
  chooseInstallable,
  hasScheme,
  isAttributePath,
  localReference,
  splitFlakeRef,
} from '../../../src/core/nix/target.ts';

const CONTENTS = {
  hosts: ['pi', 'pi-cross', 'alone', 'only-cross', 'my.host', '100% ^a'],
  packages: ['image', 'default'],
};
const sdImage = (host: string): string => `.#nixosConfigurations.${host}.config.system.build.sdImage`;

describe('splitFlakeRef', () => {
  it.each([
    ['.', { flake: '.', attribute: null }],
    ['.#pi', { flake: '.', attribute: 'pi' }],
    ['#pi', { flake: '.', attribute: 'pi' }],
    ['.#', { flake: '.', attribute: null }],
    ['github:o/r?dir=a#x.y', { flake: 'github:o/r?dir=a', attribute: 'x.y' }],
  ])('%s', (typed, expected) => expect(splitFlakeRef(typed)).toEqual(expected));

  it('refuses nothing at all', () => expect(() => splitFlakeRef('')).toThrow(AppError));
});

describe('chooseInstallable', () => {
  it.each([
    ['pi', 'auto', true, sdImage('pi'), 'native'],
    ['pi', 'auto', false, sdImage('pi-cross'), 'cross'],
    ['pi', 'native', false, sdImage('pi'), 'native'],
    ['pi', 'cross', true, sdImage('pi-cross'), 'cross'],
    ['pi-cross', 'auto', true, sdImage('pi-cross'), 'cross'],
    ['alone', 'auto', false, sdImage('alone'), 'native'],
    ['only', 'auto', true, sdImage('only-cross'), 'cross'],
    ['my.host', 'auto', true, sdImage('"my.host"'), 'native'],
    ['100% ^a', 'auto', true, sdImage('"100%25%20%5Ea"'), 'native'],
    ['image', 'auto', true, '.#image', null],
  ] as const)('%s, %s, native works: %s', (name, how, nativeWorks, installable, chosen) =>
    expect(chooseInstallable('.', name, CONTENTS, how, nativeWorks)).toEqual({ installable, how: chosen }),
  );

  it.each([
    ['nope', 'auto', 'nope'],
    ['alone', 'cross', 'alone-cross'],
    ['only', 'native', 'only'],
  ] as const)('says what is there instead of %s (%s)', (name, how, attribute) => {
    const choose = (): unknown => chooseInstallable('.', name, CONTENTS, how, true);
    expect(choose).toThrow(AppError);
    expect(choose).toThrow(
      expect.objectContaining({
        code: 'attribute-not-found',
        facts: { attribute, hosts: 'pi, pi-cross, alone, only-cross, my.host, 100% ^a', packages: 'image, default' },
      }),
    );
  });

  it('lists a few of very many', () => {
    const hosts = Array.from({ length: 40 }, (_, index) => `h${index}`);
    const choose = (): unknown => chooseInstallable('.', 'x', { hosts, packages: [] }, 'auto', true);
    expect(choose).toThrow(/"hosts":"h0, .*, h11, …","packages":null/);
  });
});

describe('isAttributePath', () => {
  it('is one with a dot', () => expect(['a.b', 'a'].map(isAttributePath)).toEqual([true, false]));
});

describe('localReference', () => {
  it.each([
    ['/home/me/pis', null, 'path:/home/me/pis'],
    ['/home/me/pis', '/home/me/pis', 'git+file:///home/me/pis'],
    ['/home/me/all/pis', '/home/me/all', 'git+file:///home/me/all?dir=pis'],
    ['/home/me/all/the/pis', '/home/me/all', 'git+file:///home/me/all?dir=the/pis'],
    ['/pis', '/', 'git+file:///?dir=pis'],
    ['/a b/#1?', null, 'path:/a%20b/%231%3F'],
    ['/a/b&c', '/a', 'git+file:///a?dir=b%26c'],
    ['/me@home/a+b,c', null, 'path:/me@home/a+b,c'],
  ])('of %s in the work tree %s', (folder, workTree, reference) =>
    expect(localReference({ folder, workTree })).toBe(reference),
  );
});

it.each([
  ['github:o/r', true],
  ['git+ssh://h/p', true],
  ['path:.', true],
  ['.', false],
  ['/a:b', false],
  ['nixpkgs', false],
  ['C:\\pis', false],
])('%s has a scheme: %s', (typed, has) => expect(hasScheme(typed)).toBe(has));
