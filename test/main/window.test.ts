import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { createWindow } from '../../src/main/window.ts';

const { pages } = vi.hoisted(() => ({ pages: [] as { emit: (event: string, ...details: unknown[]) => boolean }[] }));
vi.mock('electron', () => ({
  nativeTheme: { shouldUseDarkColors: false },
  BrowserWindow: class extends EventEmitter {
    readonly webContents = new EventEmitter();
    readonly reload = vi.fn();
    readonly isDestroyed = (): boolean => false;
    readonly loadURL = (): Promise<void> => Promise.resolve();
    constructor() {
      super();
      pages.push(this.webContents);
    }
  },
}));

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
