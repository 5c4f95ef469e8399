import { describe, expect } from 'vitest';
import { WINDOW_STATES } from './states/list.ts';
import { openState } from './states/state.ts';
import type { RunningApp } from './support/start-app.ts';
import { test } from './support/window-test.ts';

// The page may not touch the clipboard (it is given no permission): main does.

function clipboardOf({ app }: RunningApp): Promise<string> {
  return app.evaluate(({ clipboard }) => clipboard.readText());
}

describe('the clipboard', () => {
  test('has what the copy button is beside', async ({ start }) => {
    const running = await start({ args: ['--demo'] });
    const written = WINDOW_STATES.find(({ name }) => name === 'done');
    if (written === undefined) throw new Error('no such state');
    await openState(running, written);
    await running.page.getByRole('button', { name: 'Copy', exact: true }).first().click();
    await running.page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await clipboardOf(running)).toBe('ssh ada@greenhouse.local');
  });

  test('has the diagnosis after its keys were pressed', async ({ start }) => {
    const running = await start();
    await running.page.getByRole('heading', { level: 1 }).waitFor();
    await running.page.keyboard.press('Control+Shift+D');
    await running.page.getByText('The diagnosis was copied').waitFor();
    expect(await clipboardOf(running)).toMatch(/^Nixberry \d/);
  });
});
