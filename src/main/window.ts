import { BrowserWindow, nativeTheme } from 'electron';
import { createCrashLimit } from './crash-limit.ts';
import { PAGE_URL } from './protocol.ts';
import { webPreferences } from './security/web-preferences.ts';

const SIZE = { width: 1120, height: 720, minWidth: 480, minHeight: 480 } as const;
/** How long a loaded page may take to draw itself before the window is shown as it is. */
const DRAWN_WITHIN_MS = 1000;
/** The canvas of the tokens, so that nothing flashes before the page is drawn. */
const CANVAS = { light: '#f6f7f9', dark: '#16181c' } as const;

export interface WindowHooks {
  /** Whether it may be closed now; asks the person where something runs. */
  readonly mayClose: () => Promise<boolean>;
  /** The page's process is gone: what it was about stays in main, and a new page takes it up. */
  readonly onCrash: (reason: string) => void;
  /** This page is going, by a reload or a crash: nobody looks at what it was shown any more. */
  readonly onPageGone: () => void;
  /** It has failed so often that it is not loaded again; the window is there, and empty. */
  readonly onGivenUp: () => void;
}

/** The one window. It is shown when the page has drawn itself. */
export function createWindow(
  preload: string,
  { mayClose, onCrash, onPageGone, onGivenUp }: WindowHooks,
): BrowserWindow {
  const window = new BrowserWindow({
    ...SIZE,
    title: 'Nixberry',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? CANVAS.dark : CANVAS.light,
    webPreferences: webPreferences(preload),
  });
  showWhenDrawn(window);
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) onPageGone();
  });
  const mayReload = createCrashLimit();
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    onPageGone();
    onCrash(reason);
    if (window.isDestroyed()) return;
    if (mayReload(Date.now())) {
      window.reload();
      return;
    }
    // A page that fails at its start has never been ready to be shown.
    window.show();
    onGivenUp();
  });
  askBeforeClosing(window, mayClose);
  // 1 of Electron's security checklist: the page comes from this program, by our own scheme, and never from a network.
  void window.loadURL(PAGE_URL);
  return window;
}

/**
 * A page that is loaded anew before it was drawn may never be `ready-to-show` (seen once in 25 starts of Electron 33), and
 * a window that is not shown draws nothing.
 */
function showWhenDrawn(window: BrowserWindow): void {
  let shown = false;
  const show = () => {
    if (shown || window.isDestroyed()) return;
    shown = true;
    window.show();
  };
  window.once('ready-to-show', show);
  window.webContents.once('did-finish-load', () => setTimeout(show, DRAWN_WITHIN_MS));
}

function askBeforeClosing(window: BrowserWindow, mayClose: () => Promise<boolean>): void {
  let allowed = false;
  let asking = false;
  window.on('close', (event) => {
    if (allowed) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    mayClose()
      .then((may) => {
        allowed = may;
        if (may && !window.isDestroyed()) window.close();
      })
      .catch(() => undefined)
      .finally(() => {
        asking = false;
      });
  });
}
