import { Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';

/**
 * In place of Electron's own menu: that has DevTools, a zoom beside ours, and links to Electron's pages. macOS needs one,
 * without which there would be neither Quit nor the keys for Copy and Paste; elsewhere fields have those keys by themselves.
 */
export function setMenu(platform: NodeJS.Platform): void {
  const items: MenuItemConstructorOptions[] = [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }];
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
