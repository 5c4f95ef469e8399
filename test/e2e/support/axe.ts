import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

/** What axe found, short enough to be read in a test's report. */
export interface Violation {
  readonly id: string;
  readonly help: string;
  /** Selectors of the elements, with the reason. */
  readonly where: readonly string[];
}

/** Longer than anything opens (look: 180 ms). What turns for ever, or does not get its turn, is not waited for. */
const FADE_MS = 1000;

/** In the middle of a fade colours are none of ours. */
const FADES_ENDED = `Promise.race([
  Promise.allSettled(document.getAnimations()
    .filter(({ effect }) => Number.isFinite(effect.getComputedTiming().endTime))
    .map(({ finished }) => finished)),
  new Promise((give) => setTimeout(give, ${FADE_MS})),
])`;

let source: Promise<string> | null = null;

/** Violations of serious or critical kind on the page as it is now. */
export async function axe(page: Page): Promise<readonly Violation[]> {
  source ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(FADES_ENDED);
  // Evaluated by the inspector: a script element is what the page's policy refuses.
  await page.evaluate(await source);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary ?? ''}`),
    }));
}
