import { describe, expect } from 'vitest';
import { until } from '../support/waiting.ts';
import { axe } from './support/axe.ts';
import { startAgain } from './support/start-again.ts';
import { test } from './support/window-test.ts';

describe('the window', () => {
  test('opens and shows its first page', async ({ start }) => {
    const { page } = await start();
    expect(page.url()).toBe('app://nixberry/index.html');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.title()).toMatch(/Nixberry/);
  });

  test('has nothing of Node in its page, and a world of its own for the preload', async ({ start }) => {
    const { app, page } = await start();
    const globals = await page.evaluate(() =>
      ['process', 'require', 'module', 'Buffer', 'global', '__dirname', 'electron'].filter(
        (name) => name in globalThis,
      ),
    );
    expect(globals).toEqual([]);
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      // Not in Electron's types; it is what the page was really given.
      const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const { contextIsolation, nodeIntegration, sandbox, webSecurity, webviewTag } = contents.getLastWebPreferences();
      return { contextIsolation, nodeIntegration, sandbox, webSecurity, webviewTag };
    });
    expect(preferences).toEqual({
      contextIsolation: true,
      nodeIntegration: false,
      sandbox: true,
      webSecurity: true,
      webviewTag: false,
    });
  });

  test('runs no script that is not its own', async ({ start }) => {
    const { page } = await start();
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      try {
        script.textContent = 'document.documentElement.dataset.ran = "yes"';
        document.head.append(script);
      } catch {
        // Already the words are refused: they would have to be trusted.
      }
      return document.documentElement.dataset.ran ?? 'no';
    });
    expect(ran).toBe('no');
  });

  test('has a first page that axe finds nothing serious in', async ({ start }) => {
    const { page } = await start();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await axe(page)).toEqual([]);
  });

  test('has no menu of Electron’s', async ({ start }) => {
    const { app } = await start();
    expect(await app.evaluate(({ Menu }) => Menu.getApplicationMenu())).toBeNull();
  });

  test('takes a file that the system tells it to open', async ({ start }) => {
    const { app, page } = await start();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await app.evaluate(({ app: electron }) => {
      // As macOS does it.
      electron.emit('open-file', { preventDefault: () => undefined }, '/nowhere/pi.img');
    });
    await page.getByText('/nowhere/pi.img').first().waitFor();
  });

  test('comes to the front at a second start, which ends by itself', async ({ start }) => {
    const { app, home } = await start();
    await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      Object.assign(globalThis, { focused: 0 });
      if (window) window.focus = () => Object.assign(globalThis, { focused: 1 });
    });
    expect(await startAgain(home)).toBe(0);
    await until('the first window is brought to the front', () =>
      app.evaluate(() => (globalThis as { focused?: number }).focused === 1),
    );
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });
});
