import { until } from '../support/waiting.ts';
import { test } from './support/window-test.ts';

/** Longer than a page is given to draw itself. */
const SHOWN_MS = 5000;

// One that has never been shown draws nothing, and waits for ever where something waits for a frame. Electron 33 said of a
// third of such pages that they were never ready to be shown.
test.for([2, 3, 5, 8])(
  'a page that is loaded anew %i times before it is drawn is in a window that can be seen',
  async (times, { start }) => {
    const { app, page } = await start();
    for (let time = 0; time < times; time++) await page.reload({ waitUntil: 'commit' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    const isVisible = (): Promise<boolean> =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().every((window) => window.isVisible()));
    await until('the window to be shown', isVisible, SHOWN_MS);
    // The page is told of it a moment later.
    const knows = (): Promise<boolean> => page.evaluate(() => document.visibilityState === 'visible');
    await until('the page to know it', knows, SHOWN_MS);
  },
);
