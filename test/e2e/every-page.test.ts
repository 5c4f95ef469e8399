import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LOOKS, putOn, statesIn } from './states/looks.ts';
import { WINDOW_STATES } from './states/list.ts';
import { openState } from './states/state.ts';
import { axe } from './support/axe.ts';
import { startApp, type RunningApp } from './support/start-app.ts';

/** What axe sees differs in colours alone, or in nothing, in the other looks. */
const LOOKED_AT_BY_AXE = ['light', 'dark', 'contrast'];

/** Forced colours change no place, and what they do to colours is for eyes. */
const MEASURED = LOOKS.filter(({ forcedColors }) => forcedColors !== true);

describe.each(MEASURED)('in the look $name', (look) => {
  let running: RunningApp;
  beforeAll(async () => {
    running = await startApp({ args: ['--demo'] });
    await putOn(running, look);
  });
  afterAll(() => running.close());

  test.each(statesIn(look, WINDOW_STATES))('$name fits, and can be used by everybody', async (state) => {
    await openState(running, state);
    expect(await widerThanTheirPlace(running)).toEqual([]);
    expect(await dialogsOutOfSight(running)).toEqual([]);
    if (LOOKED_AT_BY_AXE.includes(look.name)) expect(await axe(running.page)).toEqual([]);
  });
});

/**
 * A dialog has its title, and the buttons under it, inside of the window. What is between them may be scrolled; a question is
 * short, so all its buttons are looked for.
 */
async function dialogsOutOfSight({ page }: RunningApp): Promise<readonly string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll(
        '[role=alertdialog] :is(h2, button), [role=dialog] > h2, [role=dialog] > div:nth-of-type(2) button',
      ),
    ]
      .filter((part) => {
        const { left, right, top, bottom } = part.getBoundingClientRect();
        return left < 0 || right > innerWidth || top < 0 || bottom > innerHeight;
      })
      .map(({ textContent }) => textContent),
  );
}

/** What has to be scrolled sideways to be read. Logs and code may: their lines are not broken. */
async function widerThanTheirPlace({ page }: RunningApp): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const { overflowX, fontFamily } = getComputedStyle(element);
        const scrolls = element === document.documentElement || overflowX === 'auto' || overflowX === 'scroll';
        return scrolls && element.scrollWidth > element.clientWidth + 1 && !fontFamily.includes('mono');
      })
      .map(
        ({ tagName, className, scrollWidth, clientWidth }) =>
          `${tagName}.${className}: ${scrollWidth} > ${clientWidth}`,
      ),
  );
}
