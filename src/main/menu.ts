import { app, Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';
import type { Words } from '../words/words.ts';

/** What macOS has in every program's menus, a line between two groups. */
const APP = ['about', null, 'services', null, 'hide', 'hideOthers', 'unhide', null, 'quit'] as const;
const EDIT = ['undo', 'redo', null, 'cut', 'copy', 'paste', 'delete', 'selectAll'] as const;
const WINDOW = ['minimize', 'zoom', null, 'front'] as const;

type Roles = typeof APP | typeof EDIT | typeof WINDOW;

/**
 * In place of Electron's own menu: that has DevTools, a zoom beside ours, and links to Electron's pages. macOS needs one,
 * without which there would be neither Quit nor the keys for Copy and Paste; elsewhere fields have those keys by themselves.
 * Electron's words for a role are English wherever it runs, so each has ours.
 */
export function setMenu(platform: NodeJS.Platform, { t }: Pick<Words, 't'>): void {
  const submenu = (roles: Roles): MenuItemConstructorOptions[] =>
    roles.map((role) => (role === null ? { type: 'separator' } : { role, label: t(`window.menu.${role}`) }));
  const items: MenuItemConstructorOptions[] = [
    { label: app.name, submenu: submenu(APP) },
    { label: t('window.menu.edit'), submenu: submenu(EDIT) },
    { label: t('window.menu.window'), role: 'window', submenu: submenu(WINDOW) },
  ];
  Menu.setApplicationMenu(platform === 'darwin' ? Menu.buildFromTemplate(items) : null);
}

/** For those who work on Nixberry itself: F12 opens DevTools. */
export function openDevToolsByKey(page: WebContents): void {
  page.on('before-input-event', (event, { type, key }) => {
    if (type !== 'keyDown' || key !== 'F12') return;
    event.preventDefault();
    page.toggleDevTools();
  });
}
