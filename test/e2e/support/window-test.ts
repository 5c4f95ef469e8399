import { test as base } from 'vitest';
import { startApp, type AppOptions, type RunningApp } from './start-app.ts';

const LOG_CHARACTERS = 3000;

/** A test that may start the app, as often as it likes; what it has started is closed with it. */
export const test = base.extend<{ start: (options?: AppOptions) => Promise<RunningApp> }>({
  start: async ({ onTestFailed }, use) => {
    const started: RunningApp[] = [];
    const logs: string[] = [];
    onTestFailed(() => {
      for (const log of logs) console.error(`The window said:\n${log.slice(-LOG_CHARACTERS)}`);
    });
    await use(async (options) => {
      const running = await startApp(options);
      started.push(running);
      return running;
    });
    for (const running of started.reverse()) {
      logs.push(await running.log().catch(() => ''));
      await running.close();
    }
  },
});
