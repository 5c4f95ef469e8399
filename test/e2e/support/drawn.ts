import type { Page } from '@playwright/test';

/** Resolves when the page has drawn what it knows by now, and has done what follows from that. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
