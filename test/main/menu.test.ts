import { expect, test, vi } from 'vitest';
import { setMenu } from '../../src/main/menu.ts';

const { setApplicationMenu } = vi.hoisted(() => ({ setApplicationMenu: vi.fn() }));
vi.mock('electron', () => ({ Menu: { setApplicationMenu, buildFromTemplate: (items: unknown) => items } }));

test.each([
  ['linux', null],
  ['win32', null],
  ['darwin', [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]],
] as const)('of %s it is ours', (platform, menu) => {
  setMenu(platform);
  expect(setApplicationMenu).toHaveBeenLastCalledWith(menu);
});
