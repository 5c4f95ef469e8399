import type { Locator, Page } from '@playwright/test';

export type Role = Parameters<Page['getByRole']>[0];

/** Whether what has this role and name has the focus now. A text is the whole name. */
export async function hasFocus(page: Page, role: Role, name: string | RegExp): Promise<boolean> {
  return (await focused(page, role, name).count()) > 0;
}

/** Waits until it has the focus. Rejects with what has it in its place. */
export async function waitForFocus(page: Page, role: Role, name: string | RegExp): Promise<void> {
  try {
    await focused(page, role, name).waitFor();
  } catch {
    throw new Error(`the focus is not on the ${role} ${String(name)}, but on ${await focusOf(page)}`);
  }
}

/** What has the focus, as a screen reader would say it. */
export async function focusOf(page: Page): Promise<string> {
  const element = page.locator(':focus');
  if ((await element.count()) === 0) return 'nothing';
  const [first = ''] = (await element.ariaSnapshot()).split('\n');
  return first;
}

function focused(page: Page, role: Role, name: string | RegExp): Locator {
  return page.getByRole(role, { name, exact: true }).and(page.locator(':focus'));
}
