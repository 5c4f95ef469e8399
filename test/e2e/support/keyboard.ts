import type { JSHandle, Page } from '@playwright/test';
import { focusOf, hasFocus, type Role } from './focus.ts';

/** More than any page has places for Tab. */
const MAX_PRESSES = 80;

/**
 * Presses a key, by default Tab, until this has the focus. Rejects with what had it in its place: also when the key comes round
 * to what was there before, where any order would lead to everything.
 */
export async function pressTo(page: Page, role: Role, name: string | RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let press = 0; press < MAX_PRESSES; press += 1) {
    if (await hasFocus(page, role, name)) return;
    const before = await page.evaluateHandle(() => document.activeElement);
    await page.keyboard.press(key);
    passed.push(await focusOf(page));
    if (await isBefore(before)) break;
  }
  throw new Error(`${key} does not lead on to the ${role} ${String(name)}, but to ${passed.join(', ')}`);
}

/**
 * The whole row of Tab from what has the focus now, once round: role and name of each, and what is refused. It ends where it
 * began.
 */
export async function tabRow(page: Page): Promise<readonly string[]> {
  const row: string[] = [];
  const first = await page.evaluateHandle(() => document.activeElement);
  const isRound = (): Promise<boolean> => first.evaluate((element) => element === document.activeElement);
  while (row.length < MAX_PRESSES) {
    row.push(withoutValue(await focusOf(page)));
    await page.keyboard.press('Tab');
    if (await isRound()) return row;
  }
  throw new Error(`Tab does not come back to ${row.join(', ')}`);
}

/** Whether what has the focus now comes before this on the page. What is not there any more has no place. */
async function isBefore(element: JSHandle<Element | null>): Promise<boolean> {
  return element.evaluate((from) => {
    const to = document.activeElement;
    if (from === null || to === null || !from.isConnected) return false;
    return (from.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  });
}

/** `- combobox "Keyboard": de` is the combobox "Keyboard", whatever is chosen in it. */
function withoutValue(said: string): string {
  return said.replace(/^- /, '').replace(/: [^\]]*$/, '');
}
