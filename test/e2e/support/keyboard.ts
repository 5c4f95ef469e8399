import type { Page } from '@playwright/test';
import { focusOf, hasFocus, type Role } from './focus.ts';

/** More than any page has places for Tab. */
const MAX_PRESSES = 80;

/** Presses a key, by default Tab, until this has the focus. Rejects with what had it in its place. */
export async function pressTo(page: Page, role: Role, name: string | RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let press = 0; press < MAX_PRESSES; press += 1) {
    if (await hasFocus(page, role, name)) return;
    await page.keyboard.press(key);
    passed.push(await focusOf(page));
  }
  throw new Error(`${key} does not lead to the ${role} ${String(name)}, but to ${passed.join(', ')}`);
}
