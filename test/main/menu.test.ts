import type { MenuItemConstructorOptions } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import de from '../../assets/locales/de.json' with { type: 'json' };
import { setMenu } from '../../src/main/menu.ts';
import { createWords } from '../../src/words/words.ts';

const { setApplicationMenu } = vi.hoisted(() => ({ setApplicationMenu: vi.fn<(menu: Menu) => void>() }));
vi.mock('electron', () => ({
  app: { name: 'Nixberry' },
  Menu: { setApplicationMenu, buildFromTemplate: (items: unknown) => items },
}));

type Menu = readonly MenuItemConstructorOptions[] | null;

const GERMAN = createWords({ locale: 'de', messages: de });

beforeEach(() => setApplicationMenu.mockClear());

test.each(['linux', 'win32'] as const)('%s has none', (platform) => {
  setMenu(platform, GERMAN);
  expect(setApplicationMenu).toHaveBeenLastCalledWith(null);
});

test('macOS has what every program has there, in our words', () => {
  setMenu('darwin', GERMAN);
  const menus = setApplicationMenu.mock.lastCall?.[0] ?? [];
  expect(menus.map(({ label }) => label)).toEqual(['Nixberry', 'Bearbeiten', 'Fenster']);
  const items = menus.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
  expect(items).toContainEqual({ role: 'quit', label: 'Nixberry beenden' });
  expect(items).toContainEqual({ role: 'paste', label: 'Einsetzen' });
  // Without a label of ours Electron would say it in English.
  expect(items.filter(({ role, label }) => role !== undefined && label === undefined)).toEqual([]);
});
