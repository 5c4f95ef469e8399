import { app, BrowserWindow, nativeTheme, type WebContents } from 'electron';
import type { Preferences } from '../../contract/window/preferences.ts';

/** What the system's own parts (title bar, dialogs) follow. High contrast is dark, and the page's own. */
const SOURCES = { system: 'system', light: 'light', dark: 'dark', contrast: 'dark' } as const;

/**
 * Makes the windows follow the preferences: colours, and the size of text as zoom of the page, so that lengths and media
 * queries in rem grow alike.
 */
export function createApplier(): (preferences: Preferences) => void {
  let factor = 1;
  const zoom = (contents: WebContents): void => {
    if (!contents.isDestroyed()) contents.setZoomFactor(factor);
  };
  app.on('web-contents-created', (_event, contents) => {
    // Chromium forgets the factor with each page that it loads.
    contents.on('dom-ready', () => zoom(contents));
  });
  return ({ theme, textPercent }) => {
    nativeTheme.themeSource = SOURCES[theme];
    factor = textPercent / 100;
    for (const { webContents } of BrowserWindow.getAllWindows()) zoom(webContents);
  };
}
