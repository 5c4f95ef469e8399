import type { ElectronApplication } from '@playwright/test';
import { describe, expect } from 'vitest';
import type { FlashTopic } from '../../src/contract/window/flash.ts';
import { until } from '../support/waiting.ts';
import { test } from './flash-held.ts';
import { WRITE_MS } from './flash-support.ts';
import { say } from './support/say.ts';

const isRoot = process.getuid?.() === 0;

/** How a page goes; each resolves to whether it had to be killed, when another is there. Of a crashed one Playwright knows no more. */
const GOES: Readonly<Record<string, (app: ElectronApplication) => Promise<string>>> = {
  'is loaded anew': (app) =>
    app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<string>((resolve, reject) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          contents?.once('render-process-gone', (_event, { reason }) => reject(new Error(reason)));
          contents?.once('did-finish-load', () => resolve('reload'));
          contents?.reload();
        }),
    ),
  crashes: (app) =>
    app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<string>((resolve) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          contents?.once('render-process-gone', (_event, { reason }) =>
            contents.once('did-finish-load', () => resolve(reason)),
          );
          contents?.forcefullyCrashRenderer();
        }),
    ),
};

const ROWS = Object.entries(GOES).flatMap(([how, go]) =>
  (['write', 'verify'] as const).map((phase) => ({ how, go, phase })),
);

/** What a script says in the page that is there now, whichever that is. */
async function inPage(app: ElectronApplication, script: string): Promise<unknown> {
  return app.evaluate(
    ({ BrowserWindow }, script): unknown => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script),
    script,
  );
}

async function flashOf(app: ElectronApplication): Promise<FlashTopic | null> {
  const reply = (await inPage(app, 'nixberry.call("app.topics")')) as { readonly value: { flash?: FlashTopic | null } };
  return reply.value.flash ?? null;
}

async function waitForText(app: ElectronApplication, text: string, ms?: number): Promise<void> {
  const isThere = async (): Promise<boolean> => String(await inPage(app, 'document.body.innerText')).includes(text);
  await until(`the page to say: ${text}`, isThere, ms);
}

describe.runIf(process.platform === 'linux' && isRoot)('a page that shows how a card is written', () => {
  test.for(ROWS)(
    'and $how in the phase $phase is there again, and the card becomes right',
    async ({ go, phase }, { heldWrite }) => {
      const { app, held, content } = await heldWrite(phase);
      const before = await flashOf(app);
      await inPage(app, 'document.body.dataset.page = "old"');
      await go(app);
      await waitForText(app, say(`window.write.doing.${phase}`));
      expect(await inPage(app, 'document.body.dataset.page ?? "new"')).toBe('new');
      expect(await flashOf(app)).toMatchObject({ id: before?.id, state: 'running' });
      expect(await content()).toBe('marked');
      await held.release();
      await waitForText(app, say('window.write.ended.done', { verified: 'direct' }), WRITE_MS);
      expect(await content()).toBe('image');
    },
  );
});
