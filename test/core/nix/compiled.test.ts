import { expect, it } from 'vitest';
import { crossCompiled, shortName } from '../../../src/core/nix/compiled.ts';

const HASH = 'abcdefghijklmnopqrstuvwxyz012345';
const drv = (name: string): string => `/nix/store/${HASH}-${name}.drv`;

it('names what is compiled for the Pi by the name that a person knows', () => {
  const plan = [
    'systemd-aarch64-unknown-linux-gnu-257.6',
    'etc-os-release',
    'linux-armv7l-unknown-linux-gnueabihf-6.12',
  ];
  expect(crossCompiled(plan.map(drv))).toEqual(['systemd-257.6', 'linux-6.12']);
  expect(crossCompiled([drv('nixos-system-pi-26.05')])).toEqual([]);
  expect(shortName('odd')).toBe('odd');
});
