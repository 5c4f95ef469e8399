import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { describe, expect } from 'vitest';
import type { TopicValue } from '../../src/contract/api.ts';
import { testImage } from '../support/test-image.ts';
import { until } from '../support/waiting.ts';
import { cardFolder } from './flash-support.ts';
import { greenhouseAt } from './states/drafts.ts';
import { drawn } from './support/drawn.ts';
import { callMain, openView } from './support/open-view.ts';
import { say } from './support/say.ts';
import { startAgain } from './support/start-again.ts';
import { titleOf } from './support/steps.ts';
import { test } from './support/window-test.ts';

const IMAGE_BYTES = 1 << 20;
/** What the hand offers (Chrome DevTools Protocol, DragData). */
const COPY = 1;
/** Where the person's locale is not installed, Chromium drops nothing whose name is not ASCII. */
const UTF8 = { LC_ALL: 'C.UTF-8' };

/** A folder of its own, with an image in it of each of these names. */
async function folderOf(...names: readonly string[]): Promise<string> {
  const folder = path.join((await cardFolder())('images'), 'of ä');
  await mkdir(folder, { recursive: true });
  for (const name of names) await writeFile(path.join(folder, name), testImage(IMAGE_BYTES));
  return folder;
}

/** Waits until this image, and no other, is the one that would be written: on the page, and in main. */
async function waitForImage(page: Page, name: string): Promise<void> {
  await titleOf(page, 'drive').waitFor();
  await page.getByRole('main').getByText(name).first().waitFor();
  const { image } = (await callMain(page, 'app.topics')) as { readonly image: TopicValue<'image'> };
  expect(image?.name).toBe(name);
}

/** A file of this computer in a person's hand over the page, as the system tells of it. */
async function dragged(page: Page, file: string): Promise<Readonly<Record<'over' | 'drop', () => Promise<void>>>> {
  // Its listeners are there.
  await drawn(page);
  const session = await page.context().newCDPSession(page);
  const tell = async (type: 'dragEnter' | 'dragOver' | 'drop'): Promise<void> => {
    const data = { items: [], files: [file], dragOperationsMask: COPY };
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  };
  await tell('dragEnter');
  await tell('dragOver');
  return { over: () => tell('dragOver'), drop: () => tell('drop') };
}

describe('a file that the app is started with', () => {
  test('is the image to be written, by whichever name it is meant', async ({ start }) => {
    const folder = await folderOf('one.img', 'two ä.img', 'three.img');
    const { page, home } = await start({ args: [path.join(folder, 'one.img')] });
    await waitForImage(page, 'one.img');
    // By a second start, which hands it over and ends: from the folder that it is in, and as a desktop writes it.
    expect(await startAgain(home, ['two ä.img'], folder)).toBe(0);
    await page.getByText('two ä.img').first().waitFor();
    await waitForImage(page, 'two ä.img');
    await openView(page, greenhouseAt('region'));
    expect(await startAgain(home, [pathToFileURL(path.join(folder, 'three.img')).href])).toBe(0);
    await waitForImage(page, 'three.img');
  });

  test('that is not there is said so, over the page that is open', async ({ start }) => {
    const { page, home } = await start();
    await openView(page, greenhouseAt('region'));
    expect(await startAgain(home, ['nowhere.img'])).toBe(0);
    const dialog = page.getByRole('dialog', { name: say('window.start.outside.title') });
    await dialog.getByText(path.join(home, 'nowhere.img')).first().waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await titleOf(page, 'region').count()).toBe(1);
  });
});

describe('a file that is dropped on the window', () => {
  test('is the image to be written', async ({ start }) => {
    const folder = await folderOf('one.img');
    const { page } = await start({ env: UTF8 });
    await page.getByRole('heading', { level: 1 }).waitFor();
    const { over, drop } = await dragged(page, path.join(folder, 'one.img'));
    // A system tells of it over and over.
    await until('the page to say that it may be dropped', async () => {
      await over();
      return page.getByText(say('window.start.drop')).isVisible();
    });
    await drop();
    await waitForImage(page, 'one.img');
  });

  test('is refused in words when it is no file, on any page', async ({ start }) => {
    const folder = await folderOf();
    const { page } = await start({ env: UTF8 });
    await openView(page, greenhouseAt('region'));
    await (await dragged(page, folder)).drop();
    const dialog = page.getByRole('dialog', { name: say('window.start.outside.title') });
    await dialog.getByText(say('error.image-is-directory', { image: folder })).waitFor();
    expect(page.url()).toBe('app://nixberry/index.html');
    const { image } = (await callMain(page, 'app.topics')) as { readonly image: TopicValue<'image'> };
    expect(image ?? null).toBeNull();
  });
});
