// `npm run bench:typing`: how long a key waits while a build logs 2,000 lines a second. Wants Nix, as root or with its daemon.
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { BuildView } from '../../src/contract/window/build.ts';
import { someAnswers } from '../core/spec/some-answers.ts';
import { greenhouseAt } from '../e2e/states/drafts.ts';
import { NIX_ENV, replaceFlake } from '../e2e/support/build-flake.ts';
import { callMain, openView } from '../e2e/support/open-view.ts';
import { startApp } from '../e2e/support/start-app.ts';
import { startDisplay } from '../e2e/support/x-display.ts';
import { until } from '../support/waiting.ts';
import { median } from './measure.ts';
import { markdown, type Row } from './rows.ts';

const HOST = 'greenhouse';
const LINES_PER_SECOND = 2000;
/** Less of the rate proves nothing about it. */
const LEAST_OF_RATE = 0.8;
const BATCHES_PER_SECOND = 20;
const BUILD_S = 90;
const KEYS = 120;
const MEDIAN_MS = 50;
const WORST_MS = 150;
const START_MS = 60_000;

/** A build that says so many lines a second, evenly, and then comes to its end. */
const SCRIPT = [
  `i=0`,
  `while [ $i -lt ${BUILD_S * BATCHES_PER_SECOND} ]`,
  `do seq -f "  CC [M]  drivers/net/wireless/file-%g.o of batch $i" ${LINES_PER_SECOND / BATCHES_PER_SECOND}`,
  `sleep ${1 / BATCHES_PER_SECOND}`,
  `i=$((i+1))`,
  `done`,
  `echo done > $out`,
].join('; ');

const display = await startDisplay();
process.env.DISPLAY = display.name;
const running = await startApp({ env: NIX_ENV });
const { app, page, home } = running;
try {
  const draft = { ...greenhouseAt('build'), answers: someAnswers({ hostName: HOST }) };
  await openView(page, draft);
  await callMain(page, 'projects.save', { answers: draft.answers, overOutside: false });
  await replaceFlake(path.join(home, 'Nixberry', HOST), HOST, SCRIPT.replaceAll('do; ', 'do '));
  await callMain(page, 'build.start', { ifNeeded: false });
  await until('the log', async () => (await logLines(page)) > LINES_PER_SECOND, START_MS);
  const before = { lines: await logLines(page), ms: performance.now() };
  const searching = await typed(page, page.getByLabel('Search the log'));
  await page.getByRole('button', { name: /^Name and user/ }).click();
  const elsewhere = await typed(page, page.getByLabel('Full name'));
  const rows = [...rowsOf('searching the log', searching), ...rowsOf('a field of another step', elsewhere)];
  const rate = ((await logLines(page)) - before.lines) / ((performance.now() - before.ms) / 1000);
  console.log(
    `\n${os.cpus().length} x ${os.cpus()[0]?.model ?? '?'}; ${KEYS} keys each; ${rate.toFixed(0)} lines a second\n`,
  );
  console.log(markdown(rows));
  const isSlow = rate < LINES_PER_SECOND * LEAST_OF_RATE;
  if (isSlow) console.log('The build was too slow for a verdict.');
  if (isSlow || rows.some(({ ok }) => !ok)) process.exitCode = 1;
  await callMain(page, 'build.cancel');
} finally {
  await app.evaluate(({ app: electron }) => electron.exit()).catch(() => undefined);
  await running.close();
  await display.close();
  await rm(home, { recursive: true, force: true });
}

async function logLines(from: Page): Promise<number> {
  const topics = (await callMain(from, 'app.topics')) as { readonly build?: BuildView | null };
  return topics.build?.logLines ?? 0;
}

/** How long each key took, in ms: from before it is pressed until the page has drawn what it made of it. */
async function typed(on: Page, field: ReturnType<Page['getByRole']>): Promise<readonly number[]> {
  await field.click();
  const times: number[] = [];
  for (let key = 0; key < KEYS; key++) {
    const start = performance.now();
    await on.keyboard.press(key % 12 === 11 ? 'Backspace' : 'abcdefghij '.charAt(key % 11));
    await on.evaluate('new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))');
    times.push(performance.now() - start);
  }
  return times;
}

function rowsOf(where: string, times: readonly number[]): readonly Row[] {
  const [middle, worst] = [median(times), Math.max(...times)];
  return [
    {
      what: `${where}: a key, median`,
      target: `${MEDIAN_MS} ms`,
      measured: `${middle.toFixed(0)} ms`,
      ok: middle <= MEDIAN_MS,
    },
    {
      what: `${where}: a key, worst`,
      target: `${WORST_MS} ms`,
      measured: `${worst.toFixed(0)} ms`,
      ok: worst <= WORST_MS,
    },
  ];
}
