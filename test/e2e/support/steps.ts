import type { Locator, Page } from '@playwright/test';
import type { StepId } from '../../../renderer/steps/step.ts';
import { say } from './say.ts';

/** The title of this step's page. */
export function titleOf(page: Page, step: StepId): Locator {
  return page.getByRole('heading', { level: 1, name: say(`window.step.${step}.title`), exact: true });
}

/** Back, Next, and what stands between them. */
export function footerOf(page: Page): Locator {
  return page.getByRole('contentinfo');
}

/** Presses what goes on, by default Next, and waits for the page of this step. */
export async function goOnTo(page: Page, step: StepId, label = say('window.frame.next')): Promise<void> {
  await footerOf(page).getByRole('button', { name: label, exact: true }).click();
  await titleOf(page, step).waitFor();
}

/** Presses a box, a switch or a radio button by its words, as one does with a mouse: what has the role is not seen. */
export async function choose(page: Page, role: 'checkbox' | 'radio' | 'switch', words: string): Promise<void> {
  // Its help is a part of its name.
  const name = new RegExp(`^${words.replaceAll(/[()[\]{}.*+?^$|\\]/g, '\\$&')}`);
  await page
    .locator('label')
    .filter({ has: page.getByRole(role, { name }) })
    .click();
  await page.getByRole(role, { name, checked: true }).waitFor();
}
