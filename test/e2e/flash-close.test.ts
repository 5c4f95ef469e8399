import { once } from 'node:events';
import { describe, expect } from 'vitest';
import { isAlive } from '../../src/node/alive.ts';
import { descendantsOf } from '../support/processes.ts';
import { until } from '../support/waiting.ts';
import { test } from './flash-held.ts';
import { loopRow } from './flash-support.ts';
import { imageWayAt } from './states/drafts.ts';
import { answerDialogs } from './support/dialogs.ts';
import { openView } from './support/open-view.ts';

const isRoot = process.getuid?.() === 0;
/** The second button of the question. */
const LEAVE = 1;

describe.runIf(process.platform === 'linux' && isRoot)('a window that is closed while a card is written', () => {
  test('ends the writing after a yes, leaves no process, and a card that says so', async ({ start, heldWrite }) => {
    const { app, held, file, content } = await heldWrite('write');
    const main = app.process();
    const pids = [main.pid ?? 0, ...descendantsOf(main.pid ?? 0)];
    await answerDialogs(app, { button: LEAVE });
    const exited = once(main, 'exit');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await held.release();
    await exited;
    await until('every process to be gone', () => !pids.some(isAlive));
    expect(await content()).toBe('marked');

    const { page } = await start({ args: ['--allow-virtual-devices'] });
    await openView(page, imageWayAt('drive'));
    await loopRow(page, file)
      .getByText(/was interrupted\. It cannot start a Pi/)
      .waitFor();
  });
});
