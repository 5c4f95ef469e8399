import { expect, test } from 'vitest';
import { isOffered } from '../../../src/core/drives/offered.ts';
import { aDrive, aMount } from './a-drive.ts';

test.each([
  ['a card in a reader', {}, true],
  ['the disk of the running system, with its reason', { removable: false, mounts: [aMount('/')] }, true],
  ['a locked card', { readOnly: true }, true],
  ['a board that is being started', { bytes: 0, bus: 'usbboot' as const }, true],
  ['an empty reader', { bytes: 0 }, false],
  ['a loop device', { kind: 'loop' as const, bus: 'loop' as const }, false],
  ['a network disk', { bus: 'virtual' as const }, false],
  ['an optical drive', { kind: 'optical' as const }, false],
  ['the boot area of an eMMC', { kind: 'other' as const }, false],
])('%s', (_, change, offered) => {
  expect(isOffered(aDrive(change))).toBe(offered);
});
