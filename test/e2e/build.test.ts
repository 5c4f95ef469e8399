import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { execa } from 'execa';
import { describe, expect } from 'vitest';
import type { BuildView } from '../../src/contract/window/build.ts';
import type { Draft } from '../../src/contract/window/draft.ts';
import { someAnswers } from '../core/spec/some-answers.ts';
import { until } from '../support/waiting.ts';
import { greenhouseAt } from './states/drafts.ts';
import { axe } from './support/axe.ts';
import { NIX_ENV, replaceFlake } from './support/build-flake.ts';
import { answerDialogs } from './support/dialogs.ts';
import { callMain, openView } from './support/open-view.ts';
import type { AppOptions, RunningApp } from './support/start-app.ts';
import { test } from './support/window-test.ts';

const BUILD_MS = 60_000;
const HOST = 'greenhouse';
const DRAFT: Draft = { ...greenhouseAt('build'), answers: someAnswers({ hostName: HOST }) };

/** A number by which a process can be told: as long as this it sleeps. */
const SLOW_S = 200_000 + process.pid;

type Start = (options?: AppOptions) => Promise<RunningApp>;

/** The window at the step Build, with a project whose host is made by a line of shell. */
async function withProject(start: Start, script: string): Promise<RunningApp> {
  const running = await start({ env: NIX_ENV });
  const { page, home } = running;
  await openView(page, DRAFT);
  await callMain(page, 'projects.save', { answers: DRAFT.answers, overOutside: false });
  await replaceFlake(path.join(home, 'Nixberry', HOST), HOST, script);
  return running;
}

async function buildView({ page }: RunningApp): Promise<BuildView | null> {
  const topics = (await callMain(page, 'app.topics')) as { readonly build?: BuildView | null };
  return topics.build ?? null;
}

/** Whether a line is wholly inside of the box that scrolls it. */
async function isInSight(box: Locator, line: Locator): Promise<boolean> {
  const [around, inside] = [await box.boundingBox(), await line.boundingBox()];
  if (around === null || inside === null) return false;
  return inside.y >= around.y && inside.y + inside.height <= around.y + around.height;
}

async function isSleeping(): Promise<boolean> {
  const { exitCode } = await execa('pgrep', ['-f', `sleep ${SLOW_S}`], { reject: false, timeout: 10_000 });
  return exitCode === 0;
}

describe('the step Build', () => {
  test('builds the demo with Nix, and leads on to the drive', async ({ start }) => {
    const running = await start({ args: ['--demo'], env: NIX_ENV });
    const { page } = running;
    await openView(page, DRAFT);
    await page.getByRole('button', { name: 'Build', exact: true }).last().click();
    await page.getByText(/The demo's image is built/).waitFor({ timeout: BUILD_MS });
    const topics = (await callMain(page, 'app.topics')) as { build: BuildView; image: { id: string; kind: string } };
    expect(topics.image).toMatchObject({ kind: 'demo', id: topics.build.result?.image });
    // Not by ourselves in its place.
    expect(topics.build.notes).toEqual([]);
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Drive' }).waitFor();
  });

  test('shows why a build failed, and the log where it did', async ({ start }) => {
    // Far from both ends of what is kept of it, and more than that.
    const script = 'seq -f "CC %g.o" 2000; echo "a.c:1:2: error: no such thing" >&2; seq -f "LD %g.o" 900; exit 2';
    const running = await withProject(start, script);
    const { page, app, home } = running;
    await callMain(page, 'build.start', { ifNeeded: false });
    const alert = page.getByRole('alert').filter({ hasText: 'A build step failed with exit code 2' });
    await alert.waitFor({ timeout: BUILD_MS });
    const log = page.getByRole('log', { name: 'made-here' });
    await log.getByText('a.c:1:2: error: no such thing').waitFor();
    expect(await log.getByRole('img', { name: 'Error' }).count()).toBe(1);
    // In sight, with what led to it and what came of it.
    for (const line of ['CC 2000.o', 'a.c:1:2: error: no such thing', 'LD 1.o'])
      expect(await isInSight(log, log.getByText(line, { exact: true }))).toBe(true);
    expect(await axe(page)).toEqual([]);

    const file = path.join(home, 'build.log');
    await answerDialogs(app, { save: file });
    await page.getByRole('button', { name: 'Save…' }).click();
    const saved = await until('the saved log', () => readFile(file, 'utf8').catch(() => null));
    expect(saved).toContain('made-here> CC 2000.o\n');
  });

  test('goes on while the page is loaded anew, and ends with all it has started', async ({ start }) => {
    const running = await withProject(start, `echo begun; sleep ${SLOW_S}; echo > $out`);
    const { page } = running;
    await callMain(page, 'build.start', { ifNeeded: false });
    await page.getByText('begun').waitFor({ timeout: BUILD_MS });
    await until('the process', isSleeping);
    const before = await buildView(running);
    await page.reload();
    await page.getByText('begun').waitFor();
    expect(await buildView(running)).toMatchObject({ id: before?.id, state: 'running' });

    await page.getByRole('button', { name: 'Cancel build…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'End the build' }).click();
    await page.getByText('The build was ended before there was an image').waitFor({ timeout: BUILD_MS });
    expect(await until('its end', async () => !(await isSleeping()))).toBe(true);
  });

  test('asks before the window is closed over it, and then leaves nothing running', async ({ start }) => {
    const running = await withProject(start, `echo begun; sleep ${SLOW_S}; echo > $out`);
    const { page, app } = running;
    await callMain(page, 'build.start', { ifNeeded: false });
    await page.getByText('begun').waitFor({ timeout: BUILD_MS });
    const close = (): Promise<void> =>
      app.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.close();
      });
    await answerDialogs(app, { button: 0 });
    await close();
    expect(await buildView(running)).toMatchObject({ state: 'running', stopping: false });
    await answerDialogs(app, { button: 1 });
    const closed = app.waitForEvent('close');
    await close();
    await closed;
    expect(await isSleeping()).toBe(false);
  });
});
