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
import type { RunningApp } from './support/start-app.ts';

const isRoot = process.getuid?.() === 0;
/** The second button of the question. */
const LEAVE = 1;

/** How a window goes. */
const GOES: Readonly<Record<string, (running: RunningApp) => Promise<unknown>>> = {
  'is closed after a yes': async ({ app }) => {
    await answerDialogs(app, { button: LEAVE });
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  },
  // Gone before its writer is let go on: a kill takes a moment, in which the rest of a small card would be read.
  'is killed': async ({ app }) => {
    const main = app.process();
    const exited = once(main, 'exit');
    main.kill('SIGKILL');
    await exited;
  },
};

const ROWS = Object.entries(GOES).flatMap(([how, go]) =>
  (['write', 'verify'] as const).map((phase) => ({ how, go, phase })),
);

describe.runIf(process.platform === 'linux' && isRoot)('a window that shows how a card is written', () => {
  test.for(ROWS)(
    'and $how in the phase $phase leaves no writer, and a card that says so',
    async ({ how, go, phase }, { start, heldWrite }) => {
      const running = await heldWrite(phase);
      const { app, held, writer, file, content } = running;
      const main = app.process();
      const others = descendantsOf(main.pid ?? 0);
      const exited = once(main, 'exit');
      await go(running);
      await held.release();
      await exited;
      await until('the writer to be gone', () => !isAlive(writer));
      expect(await content()).toBe('marked');
      if (how === 'is killed') {
        // Chromium's own go by themselves only after minutes, and hold the app's output open.
        for (const pid of others) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
      } else await until('every process to be gone', () => !others.some(isAlive));

      const { page } = await start({ args: ['--allow-virtual-devices'] });
      await openView(page, imageWayAt('drive'));
      await loopRow(page, file)
        .getByText(/was interrupted\. It cannot start a Pi/)
        .waitFor();
    },
  );
});
