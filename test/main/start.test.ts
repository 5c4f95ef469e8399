import { expect, test } from 'vitest';
import { readStart } from '../../src/main/start.ts';

test.each([
  [['electron', '/app'], false, { demo: false, file: null, allowVirtualDevices: false }],
  [['electron', '/app', '--demo'], false, { demo: true, file: null, allowVirtualDevices: false }],
  [
    ['electron', '/app', '--no-sandbox', '/srv/pi.img.zst'],
    false,
    { demo: false, file: '/srv/pi.img.zst', allowVirtualDevices: false },
  ],
  [['electron', '/app', '--allow-virtual-devices'], false, { demo: false, file: null, allowVirtualDevices: true }],
  // As a file manager gives it for `%U`.
  [
    ['/opt/nixberry', 'file:///srv/my%20pi.img'],
    true,
    { demo: false, file: '/srv/my pi.img', allowVirtualDevices: false },
  ],
  [
    ['/opt/nixberry', 'file://elsewhere/pi.img'],
    true,
    { demo: false, file: 'file://elsewhere/pi.img', allowVirtualDevices: false },
  ],
  [['/opt/nixberry', '/srv/pi.img'], true, { demo: false, file: '/srv/pi.img', allowVirtualDevices: false }],
])('%j', (argv, isPackaged, start) => {
  expect(readStart(argv, isPackaged)).toEqual(start);
});
