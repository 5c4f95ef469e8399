import { EventEmitter } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { createWindow } from '../../src/main/window.ts';

interface Emits {
  emit: (event: string, ...details: unknown[]) => boolean;
}
const { pages, windows } = vi.hoisted(() => ({
  pages: [] as Emits[],
  windows: [] as (Emits & { readonly show: () => void; readonly loadURL: (url: string) => Promise<void> })[],
}));
vi.mock('electron', () => ({
  nativeTheme: { shouldUseDarkColors: false },
  BrowserWindow: class extends EventEmitter {
    readonly webContents = new EventEmitter();
    readonly reload = vi.fn();
    readonly show = vi.fn();
    readonly isDestroyed = (): boolean => false;
    readonly loadURL = vi.fn(() => Promise.resolve());
    constructor() {
      super();
      pages.push(this.webContents);
      windows.push(this);
    }
  },
}));

afterEach(() => {
  vi.useRealTimers();
});

/** A new window, of which nothing is asked but to be shown. */
function shownWindow() {
  vi.useFakeTimers();
  const mayClose = (): Promise<boolean> => Promise.resolve(true);
  createWindow('preload.cjs', { mayClose, onCrash: vi.fn(), onPageGone: vi.fn(), onGivenUp: vi.fn() });
  const [window, page] = [windows.at(-1), pages.at(-1)];
  if (!window || !page) throw new Error('there is no window');
  return { window, page };
}

test('what it loads comes with the program (1 of the security checklist)', () => {
  expect(vi.mocked(shownWindow().window.loadURL).mock.calls).toEqual([['app://nixberry/index.html']]);
});

test('a window is shown once its page is drawn, and once', async () => {
  const { window, page } = shownWindow();
  page.emit('did-finish-load');
  await vi.advanceTimersByTimeAsync(500);
  expect(window.show).not.toHaveBeenCalled();
  window.emit('ready-to-show');
  expect(window.show).toHaveBeenCalledTimes(1);
  await vi.runAllTimersAsync();
  expect(window.show).toHaveBeenCalledTimes(1);
});

test('a window whose page never says that it is drawn is shown all the same', async () => {
  const { window, page } = shownWindow();
  page.emit('did-finish-load');
  await vi.runAllTimersAsync();
  expect(window.show).toHaveBeenCalledTimes(1);
});

test('a page that is loaded anew, or crashes, is gone; a jump within it is nothing', () => {
  const onPageGone = vi.fn();
  const mayClose = (): Promise<boolean> => Promise.resolve(true);
  createWindow('preload.cjs', { mayClose, onCrash: vi.fn(), onPageGone, onGivenUp: vi.fn() });
  const page = pages.at(-1);
  page?.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
  page?.emit('did-start-navigation', { isMainFrame: false, isSameDocument: false });
  expect(onPageGone).not.toHaveBeenCalled();
  page?.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
  expect(onPageGone).toHaveBeenCalledTimes(1);
  page?.emit('render-process-gone', {}, { reason: 'crashed' });
  expect(onPageGone).toHaveBeenCalledTimes(2);
});
