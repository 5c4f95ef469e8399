import { describe, expect } from 'vitest';
import type { CardState } from '../../src/contract/writer.ts';
import { isAlive } from '../../src/node/alive.ts';
import { until } from '../support/waiting.ts';
import { waitForTitle } from './flash-support.ts';
import { test } from './flash-held.ts';
import { say } from './support/say.ts';

const isRoot = process.getuid?.() === 0;

/** What is said of the card, and what is on it. Of what a drive did not answer to nobody can say more than that. */
const ROWS = [
  { where: 'before its card is opened', phase: 'opening', state: 'untouched', is: 'old' },
  { where: 'in the phase Check the card', phase: 'check', state: 'unknown', is: 'marked' },
  { where: 'in the phase Flush', phase: 'flush', state: 'unbootable', is: 'marked' },
  { where: 'in the phase Make it startable', phase: 'startable', state: 'unknown', is: 'image' },
] as const satisfies readonly { readonly state: CardState; readonly [more: string]: string }[];

describe.runIf(process.platform === 'linux' && isRoot)('a write whose card does not answer', () => {
  test.for(ROWS)('can be cancelled $where: it is $state', async ({ phase, state, is }, { heldWrite }) => {
    const { page, held, writer, content } = await heldWrite(phase);
    await page.getByRole('button', { name: 'Cancel…' }).click();
    await page.getByRole('button', { name: 'Stop writing' }).click();
    // Said at once: it is not waited for the card.
    await page.getByText('Writing was stopped').waitFor();
    await page.getByText(say('window.write.ended.state', { state }), { exact: true }).waitFor();
    await held.release();
    await until('the writer to be gone', () => !isAlive(writer));
    expect(await content()).toBe(is);
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.getByRole('button', { name: 'Choose a drive again' }).click();
    await waitForTitle(page, 'Drive');
  });
});
