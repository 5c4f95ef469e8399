import type { Page } from '@playwright/test';
import type { Bridge } from '../../../src/contract/api.ts';
import type { Draft } from '../../../src/contract/window/draft.ts';

/** Asks main for something as the page would. Rejects when main refuses. */
export async function callMain(page: Page, name: string, input?: unknown): Promise<unknown> {
  return page.evaluate(
    async ([name, input]) => {
      const { nixberry } = globalThis as unknown as { readonly nixberry: Bridge };
      const reply = (await nixberry.call(name, input)) as { ok: boolean; value?: unknown };
      if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply)}`);
      return reply.value;
    },
    [name, input] as const,
  );
}

/** Loads the page anew with this draft at its step, or with none on the start page, and waits for its title. */
export async function openView(page: Page, draft: Draft | null): Promise<void> {
  // What was typed before is saved a moment later: the page must be gone before another draft takes its place.
  await page.evaluate(`sessionStorage.setItem('view', '${draft === null ? 'start' : 'way'}')`);
  await page.reload();
  if (draft === null) await callMain(page, 'draft.discard');
  else await callMain(page, 'draft.save', draft);
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
}
