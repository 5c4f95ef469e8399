import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasFlakes, machinesFile, parseMachines, parseNixConfig } from '../../../src/core/nix/config.ts';

const captured = (version: string): string =>
  readFileSync(new URL(`../../fixtures/nix-config/nix-${version}.json`, import.meta.url), 'utf8');

describe('parseNixConfig', () => {
  it.each([
    ['2.8', []],
    ['2.26', ['/bin/sh=/usr/bin/bash-static']],
  ])('reads what Nix %s printed', (version, sandboxPaths) =>
    expect(parseNixConfig(captured(version))).toMatchObject({
      system: 'x86_64-linux',
      trustedUsers: ['root'],
      builders: '@/etc/nix/machines',
      sandbox: true,
      sandboxPaths,
      buildUsersGroup: 'nixbld',
    }),
  );

  it('reads lists that are written as text, and a sandbox that is off', () => {
    const json = JSON.stringify({
      'extra-platforms': { value: 'aarch64-linux i686-linux' },
      sandbox: { value: 'false' },
    });
    expect(parseNixConfig(json)).toMatchObject({ extraPlatforms: ['aarch64-linux', 'i686-linux'], sandbox: false });
  });

  it('answers null for what is not JSON and never throws', () => {
    expect(parseNixConfig('error: no')).toBeNull();
    fc.assert(fc.property(fc.json(), (json) => void parseNixConfig(json)));
  });
});

describe('parseMachines', () => {
  it('reads a machines file', () => {
    const text = [
      '# our Pis',
      'ssh-ng://u@pi5 aarch64-linux /root/key 4 1 big-parallel - c3NoLWVkMjU1MTk=',
      'ssh://mac  x86_64-linux,aarch64-linux # the mac',
      '',
      'ssh://any',
    ].join('\n');
    expect(parseMachines(text)).toEqual([
      { uri: 'ssh-ng://u@pi5', systems: ['aarch64-linux'], keyFile: '/root/key', hostKey: 'c3NoLWVkMjU1MTk=' },
      { uri: 'ssh://mac', systems: ['x86_64-linux', 'aarch64-linux'], keyFile: null, hostKey: null },
      { uri: 'ssh://any', systems: [], keyFile: null, hostKey: null },
    ]);
  });

  it('reads a setting', () => {
    expect(parseMachines('ssh://a aarch64-linux /key ; ssh://b -')).toEqual([
      { uri: 'ssh://a', systems: ['aarch64-linux'], keyFile: '/key', hostKey: null },
      { uri: 'ssh://b', systems: [], keyFile: null, hostKey: null },
    ]);
    expect(parseMachines('@/etc/nix/machines')).toEqual([]);
    expect([machinesFile('@/etc/nix/machines'), machinesFile('ssh://a')]).toEqual(['/etc/nix/machines', null]);
  });
});

describe('hasFlakes', () => {
  it.each([
    ['experimental-features = flakes nix-command', true],
    ['cores = 0\nexperimental-features = fetch-tree flakes nix-command\nfallback = false', true],
    ['experimental-features = nix-command', false],
    ['', false],
  ])('%j: %s', (text, on) => expect(hasFlakes(text)).toBe(on));
});
