import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
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
  const ARM = { native: 'itself', cross: null } as const;
  const NO_ARM = { native: null, cross: 'itself' } as const;
  const BOTH = { native: 'emulated', cross: 'itself' } as const;
  const NONE = { native: null, cross: null } as const;

  it.each([
    ['pi', 'auto', ARM, sdImage('pi'), 'native', 'native-itself'],
    ['pi', 'auto', BOTH, sdImage('pi'), 'native', 'native-emulated'],
    ['pi', 'auto', { native: 'builders', cross: 'itself' }, sdImage('pi'), 'native', 'native-builders'],
    ['pi', 'auto', NO_ARM, sdImage('pi-cross'), 'cross', 'cross-no-arm'],
    ['pi', 'auto', NONE, sdImage('pi'), 'native', 'native-unable'],
    ['pi', 'native', NO_ARM, sdImage('pi'), 'native', null],
    ['pi', 'cross', ARM, sdImage('pi-cross'), 'cross', null],
    ['pi-cross', 'auto', ARM, sdImage('pi-cross'), 'cross', null],
    ['alone', 'auto', NO_ARM, sdImage('alone'), null, null],
    ['only', 'auto', ARM, sdImage('only-cross'), 'cross', 'cross-only'],
    ['my.host', 'auto', ARM, sdImage('"my.host"'), null, null],
    ['100% ^a', 'auto', ARM, sdImage('"100%25%20%5Ea"'), null, null],
    ['image', 'auto', ARM, '.#image', null, null],
  ] as const)('%s, %s, abilities %o', (name, how, abilities, installable, chosen, why) =>
    expect(chooseInstallable('.', name, CONTENTS, how, abilities)).toEqual({ installable, how: chosen, why }),
  );

  it.each([
    ['nope', 'auto', 'nope'],
    ['alone', 'cross', 'alone-cross'],
    ['only', 'native', 'only'],
  ] as const)('says what is there instead of %s (%s)', (name, how, attribute) => {
    const choose = (): unknown => chooseInstallable('.', name, CONTENTS, how, ARM);
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
    const choose = (): unknown => chooseInstallable('.', 'x', { hosts, packages: [] }, 'auto', ARM);
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
