import { rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { describe, expect } from 'vitest';
import type { TopicValue } from '../../src/contract/api.ts';
import type { Draft } from '../../src/contract/window/draft.ts';
import { isAlive } from '../../src/node/alive.ts';
import { someAnswers } from '../core/spec/some-answers.ts';
import { descendantsOf } from '../support/processes.ts';
import { testImage } from '../support/test-image.ts';
import { until } from '../support/waiting.ts';
import { cardFolder, chooseImage, chooseVirtualCard, WRITE_MS } from './flash-support.ts';
import { greenhouseAt } from './states/drafts.ts';
import { replaceFlake } from './support/build-flake.ts';
import { isFocused, lookAway, onDesktop, onLogind, type DesktopWindow } from './support/desktop-window.ts';
import { callMain, openView } from './support/open-view.ts';
import { say } from './support/say.ts';
import type { SleepService } from './support/stand-in-desktop.ts';
import { test } from './support/window-test.ts';

const BUILD_MS = 60_000;
/** Enough to look away from. */
const MIDDLING_BYTES = 2 ** 30;
/** Enough to be met in the middle. */
const LONG_BYTES = 3 * 2 ** 30;
const HOST = 'greenhouse';
const DRAFT: Draft = { ...greenhouseAt('build'), answers: someAnswers({ hostName: HOST }) };
const BUILDING = say('window.frame.awake', { job: 'build' });
const WRITING = say('window.frame.awake', { job: 'write' });

/** Begins a build that waits, and then does this; resolves to what lets it go on. */
async function building({ page, home }: DesktopWindow, script: string): Promise<() => Promise<void>> {
  const gate = path.join(home, 'go-on');
  await rm(gate, { force: true });
  await openView(page, DRAFT);
  await callMain(page, 'projects.save', { answers: DRAFT.answers, overOutside: false });
  await replaceFlake(
    path.join(home, 'Nixberry', HOST),
    HOST,
    `echo begun; while [ ! -e ${gate} ]; do sleep 0.05; done; ${script}`,
  );
  await callMain(page, 'build.start', { ifNeeded: false });
  await page.getByText('begun').waitFor({ timeout: BUILD_MS });
  return () => writeFile(gate, '');
}

/** Builds while the person looks elsewhere. */
async function buildUnwatched(running: DesktopWindow, script: string): Promise<void> {
  const end = await building(running, script);
  await lookAway(running);
  await end();
}

/** Begins to write this file, whose rest are zeros, to a virtual card. */
async function writing(running: DesktopWindow, name: string, bytes: number): Promise<void> {
  const at = await cardFolder();
  await writeFile(at(name), testImage(1 << 20));
  await truncate(at(name), bytes);
  await chooseImage(running, at(name));
  await chooseVirtualCard(running, at('card.img'));
  await running.page.getByRole('button', { name: 'Write', exact: true }).click();
}

async function stopWriting({ page }: DesktopWindow): Promise<void> {
  await page.getByRole('button', { name: 'Cancel…' }).click();
  await page.getByRole('button', { name: 'Stop writing' }).click();
  await page.getByText('Writing was stopped').waitFor();
}

async function topicsOf({ page }: DesktopWindow) {
  return (await callMain(page, 'app.topics')) as { readonly [Name in 'awake' | 'flash']?: TopicValue<Name> };
}

function foot({ page }: DesktopWindow, words: string): Locator {
  return page.getByRole('navigation', { name: say('window.frame.steps') }).getByText(words, { exact: true });
}

async function sleepsAgain({ desktop }: DesktopWindow): Promise<void> {
  await until('the computer to be let go to sleep', () => desktop.inhibited().length === 0);
}

describe('a person who looks elsewhere', () => {
  test('is told how a write has ended, and comes back by a press on that', async ({ start }) => {
    const running = await onDesktop(start);
    await writing(running, 'a & b <i>.img', MIDDLING_BYTES);
    await lookAway(running);
    const notice = await until('the notification', () => running.desktop.notices[0], WRITE_MS);
    expect(notice).toMatchObject({
      title: 'The card is ready',
      // Markup, by which the desktop shows the name as it is.
      body: expect.stringMatching(/^a &amp; b &lt;i&gt;\.img: written/) as string,
    });
    expect(await isFocused(running)).toBe(false);
    running.desktop.press(notice);
    await until('the window to be in front', () => isFocused(running));
    await sleepsAgain(running);
  });

  test('is told that a build has failed, after nothing was told of one that was watched', async ({ start }) => {
    const running = await onDesktop(start);
    const end = await building(running, 'exit 2');
    expect(await isFocused(running)).toBe(true);
    await end();
    await running.page.getByRole('alert').first().waitFor({ timeout: BUILD_MS });
    await buildUnwatched(running, 'exit 3');
    await until('the notification', () => running.desktop.notices.length > 0, BUILD_MS);
    expect(running.desktop.notices).toMatchObject([
      { title: 'greenhouse could not be built', body: expect.stringContaining('3') as string },
    ]);
  });

  test('is told nothing when that was switched off', async ({ start }) => {
    const running = await onDesktop(start);
    const { page, desktop } = running;
    await callMain(page, 'preferences.change', { notifications: false });
    await buildUnwatched(running, 'exit 2');
    await page.getByRole('alert').first().waitFor({ timeout: BUILD_MS });
    await callMain(page, 'preferences.change', { notifications: true });
    await buildUnwatched(running, 'exit 3');
    await until('the notification', () => desktop.notices.length > 0, BUILD_MS);
    expect(desktop.notices).toMatchObject([{ body: expect.stringContaining('3') as string }]);
  });
});

describe('the computer', () => {
  test.for<SleepService>(['org.gnome.SessionManager', 'org.freedesktop.PowerManagement'])(
    'stays awake while a build runs, by %s, and the side bar says so',
    async (service, { start }) => {
      const running = await onDesktop(start, [service]);
      const goOn = await building(running, 'exit 2');
      await foot(running, BUILDING).waitFor();
      expect(running.desktop.inhibited()).toEqual([service]);
      await goOn();
      await sleepsAgain(running);
      await foot(running, BUILDING).waitFor({ state: 'detached' });
      expect(running.desktop.asked()).toBe(1);
    },
  );

  test('may sleep again when a build is done, or is ended by the person', async ({ start }) => {
    const running = await onDesktop(start);
    const { page, desktop } = running;
    const goOn = await building(running, 'mkdir -p $out/sd-image; head -c 4194304 /dev/zero > $out/sd-image/pi.img');
    await until('it to stay awake', () => desktop.inhibited().length === 1);
    await goOn();
    await sleepsAgain(running);
    await page.getByText('greenhouse is built').first().waitFor({ timeout: BUILD_MS });
    await building(running, 'sleep 300');
    await until('it to stay awake', () => desktop.inhibited().length === 1);
    await callMain(page, 'build.cancel');
    await sleepsAgain(running);
  });

  test('stays awake while a card is written, until that is ended', async ({ start }) => {
    const running = await onDesktop(start);
    await writing(running, 'pi.img', LONG_BYTES);
    await foot(running, WRITING).waitFor();
    expect(running.desktop.inhibited()).toHaveLength(1);
    await stopWriting(running);
    await sleepsAgain(running);
    await foot(running, WRITING).waitFor({ state: 'detached' });
  });

  test("stays awake by logind's leave, with its lid closed too while a card is written", async ({ start }) => {
    const running = await onLogind(start);
    const { logind } = running;
    const goOn = await building(running, 'exit 2');
    await foot(running, BUILDING).waitFor();
    expect(logind.held()).toMatchObject([
      { what: 'sleep', who: 'Nixberry', why: say('awake.why', { job: 'build' }), mode: 'block' },
    ]);
    await goOn();
    await until('the lock of the build to be let go', () => logind.held().length === 0);
    await foot(running, BUILDING).waitFor({ state: 'detached' });

    await writing(running, 'pi.img', LONG_BYTES);
    await foot(running, WRITING).waitFor();
    expect(logind.held()).toMatchObject([
      { what: 'sleep:handle-lid-switch', who: 'Nixberry', why: say('awake.why', { job: 'write' }), mode: 'block' },
    ]);
    await stopWriting(running);
    await until('the lock of the write to be let go', () => logind.held().length === 0);
    await foot(running, WRITING).waitFor({ state: 'detached' });
  });

  test('may sleep as soon as the window is killed', async ({ start }) => {
    const running = await onLogind(start);
    await writing(running, 'pi.img', LONG_BYTES);
    await until('a lock', () => running.logind.held().length === 1);
    const main = running.app.process();
    const others = descendantsOf(main.pid ?? 0);
    main.kill('SIGKILL');
    await until('the lock to be let go', () => running.logind.held().length === 0);
    // Chromium's own go by themselves only after minutes, and hold the app's output open.
    for (const pid of others) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  });

  test('is not said to stay awake where nobody listens', async ({ start }) => {
    const running = await onDesktop(start, []);
    await writing(running, 'pi.img', LONG_BYTES);
    // The first comes after a second: whether anybody listens was asked before it, and is long answered.
    const samples = async (): Promise<number> => (await topicsOf(running)).flash?.targets[0]?.samples.length ?? 0;
    await until('the write to have lasted', async () => (await samples()) > 0, WRITE_MS);
    const { awake, flash } = await topicsOf(running);
    expect(flash?.state).toBe('running');
    expect(awake).toBeUndefined();
    expect(await foot(running, WRITING).count()).toBe(0);
    await stopWriting(running);
  });
});
