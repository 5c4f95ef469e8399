import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareSystems } from '../../../src/core/kept/compare.ts';
import { parseDiff } from '../../../src/core/kept/diff.ts';
import { fakeNix } from './fake-nix.ts';

const real = readFileSync('test/fixtures/nix-diff/nix-2.8.txt', 'utf8');
const sizes = readFileSync('test/fixtures/nix-diff/nix-2.8-sizes.txt', 'utf8');
const [before = '', after = ''] = sizes.split('\n').map((line) => line.split('\t')[0] ?? '');

describe('parseDiff', () => {
  it('reads what Nix prints, what matters most first', () => {
    const change = (name: string, old: string[], now: string[], kib: number | null = null, kind = 'package') => ({
      ...{ kind, name, before: old, after: now },
      bytes: kib === null ? null : Math.round(kib * 1024),
    });
    expect(parseDiff(real)).toEqual([
      change('nixos-system-greenhouse', ['26.05.20260901.aaaaaaa'], ['26.05.20261001.bbbbbbb'], null, 'nixos'),
      change('linux', ['6.12.40'], ['6.12.50'], -90, 'kernel'),
      change('systemd', ['257.6'], ['257.9'], null, 'systemd'),
      change('raspberrypi-firmware', ['1.20250430'], ['1.20250915'], 30, 'firmware'),
      change('nix', ['2.28.3'], ['2.28.5'], null, 'nix'),
      change('glibc', [], ['2.39'], 61.3),
      change('gone', ['1.0'], [], -40.3),
      change('grown', [], [], 30),
      change('htop', [], ['3.4'], 41.3),
      change('newthing', [], [''], 9.3),
      change('openssh', ['10.0p1'], ['10.1p1']),
    ]);
  });

  it.each([
    ['kdeconnect: 20.08.2 → ∅, -6597.8 KiB', { before: ['20.08.2'], after: [], bytes: -6_756_147 }],
    ['a: 1.0, 1.1 → 1.2, ε', { before: ['1.0', '1.1'], after: ['1.2', ''], bytes: null }],
    // Newer versions of Nix.
    ['a: 1.0, 1.1 removed, -12.0 KiB', { before: ['1.0', '1.1'], after: [], bytes: -12_288 }],
    ['a: 2.0 added, 1.5 GiB', { before: [], after: ['2.0'], bytes: 1_610_612_736 }],
    ['a: 30.0 KiB', { before: [], after: [], bytes: 30_720 }],
    ['a: ε → 1', { before: [''], after: ['1'], bytes: null }],
  ])('%s', (line, expected) =>
    expect(parseDiff(line)).toEqual(
      [{ kind: 'package', name: 'a', ...expected }].map((one) => ({ ...one, name: line.split(':')[0] })),
    ),
  );

  it.each([
    ['linux-rpi', 'kernel'],
    ['linux_rpi4', 'kernel'],
    ['linux-headers', 'package'],
    ['linux-pam', 'package'],
    ['linux-firmware', 'firmware'],
    ['raspberrypifw', 'firmware'],
    ['uboot-rpi_arm64_defconfig', 'firmware'],
    ['nixos-rebuild', 'package'],
    ['systemd-minimal', 'package'],
  ])('%s is of the kind %s', (name, kind) => expect(parseDiff(`${name}: 1 → 2`)[0]?.kind).toBe(kind));

  it('passes over everything else', () => {
    expect(parseDiff('')).toEqual([]);
    expect(parseDiff("warning: the group 'nixbld' does not exist\nerror: a: b: c\n\n  → \n")).toEqual([]);
  });
});

describe('compareSystems', () => {
  const { signal } = new AbortController();

  it('has the changes and the sizes', async () => {
    const nix = fakeNix({ 'path-info': sizes, store: real });
    const diff = await compareSystems(before, after, nix, signal);
    expect(diff).toMatchObject({ beforeBytes: 3_261_680, afterBytes: 3_307_408 });
    expect(diff.changes).toHaveLength(11);
  });

  it.each([
    [`error: path '${before}' is not valid`, { code: 'image-collected', facts: { path: before } }],
    [
      `warning: x\nerror: path '${after}' is required, but there is no substituter that can build it`,
      { code: 'image-collected', facts: { path: after } },
    ],
    ['error: cannot connect to socket', { code: 'diff-failed', facts: { detail: 'cannot connect to socket' } }],
  ])('fails after %j', async (stderr, error) => {
    await expect(compareSystems(before, after, fakeNix({ 'path-info': { stderr } }), signal)).rejects.toMatchObject(
      error,
    );
  });
});
