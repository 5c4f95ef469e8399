import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';

/** Beside the sources, and ignored by git. */
export const SCREENSHOTS = path.resolve(import.meta.dirname, '../../../screenshots');

/**
 * Writes the page as it is now to `screenshots/<name>.png`, without a caret. By the inspector itself: Playwright's own
 * picture ends at half of the window when text is twice as large, for it knows nothing of a window's zoom.
 */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await hideCaret(page);
  // Where it was left it would light up what is under it now.
  await page.mouse.move(0, 0);
  const inspector = await page.context().newCDPSession(page);
  try {
    const { data } = await inspector.send('Page.captureScreenshot', { format: 'png' });
    const file = path.join(SCREENSHOTS, `${name}.png`);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, data, 'base64');
  } finally {
    await inspector.detach();
  }
}

/** It blinks: of two pictures of the same page one would have it. As a style sheet of a script's, which the page's policy lets in. */
async function hideCaret(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { caret-color: transparent !important; }');
    document.adoptedStyleSheets = [sheet];
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}
