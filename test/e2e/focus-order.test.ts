import { expect } from 'vitest';
import { WINDOW_STATES } from './states/list.ts';
import { openState } from './states/state.ts';
import { waitForFocus } from './support/focus.ts';
import { pressTo, tabRow } from './support/keyboard.ts';
import { say } from './support/say.ts';
import type { RunningApp } from './support/start-app.ts';
import { test } from './support/window-test.ts';

async function open(running: RunningApp, name: string): Promise<void> {
  const state = WINDOW_STATES.find((one) => one.name === name);
  if (state === undefined) throw new Error(`no state ${name}`);
  await openState(running, state);
}

test('Tab goes over a form as it is read: its fields, what goes on, the steps, the rest', async ({ start }) => {
  const running = await start();
  const { page } = running;
  await open(running, 'region');
  await waitForFocus(page, 'heading', say('window.step.region.title'));
  await pressTo(page, 'button', say('window.frame.why'));
  expect(await tabRow(page)).toEqual([
    'button "Why am I asked this?"',
    'combobox "Time zone"',
    'combobox "Language and formats"',
    'combobox "Keyboard"',
    'button "Back"',
    'button "Next"',
    'button "Nixberry, start page"',
    'button "Board done Pi 4 Model B"',
    'button "Name and user done greenhouse"',
    'button "Network done Kew Gardens"',
    'button "Region London"',
    'button "Extras to come"',
    'button "Where to build to come" [disabled]',
    'button "Review to come" [disabled]',
    'button "Build to come" [disabled]',
    'button "Drive to come" [disabled]',
    'button "Write and verify to come" [disabled]',
    'button "Done to come" [disabled]',
    'button "Help and keys"',
    'button "Settings"',
  ]);
});

test('Tab stays in the question before a card is erased, which begins with Cancel', async ({ start }) => {
  const running = await start();
  const { page } = running;
  await open(running, 'write-asking');
  await waitForFocus(page, 'button', say('window.ui.cancel'));
  expect(await tabRow(page)).toEqual(['button "Cancel"', expect.stringMatching(/^button "Erase and write"/)]);
});
