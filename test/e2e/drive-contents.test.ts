import { mkdtemp, open, rmdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, onTestFinished } from 'vitest';
import { markerText } from '../../src/core/images/marker.ts';
import { demoImage } from '../support/demo-image.ts';
import { agree, cardFolder, chooseLoop, goOnToDone, loopCard, loopFile, loopRow } from './flash-support.ts';
import { imageWayAt } from './states/drafts.ts';
import { answerDialogs } from './support/dialogs.ts';
import { openView } from './support/open-view.ts';
import { say } from './support/say.ts';
import type { RunningApp } from './support/start-app.ts';
import { test } from './support/window-test.ts';

const CARD_BYTES = 64 << 20;
const VIRTUAL = { args: ['--allow-virtual-devices'] };
const isRoot = process.getuid?.() === 0;

/** The demo's image, chosen in the system's dialog: it is called by its host, not by its file. */
async function chooseDemo({ app, page }: RunningApp, image: string): Promise<void> {
  await answerDialogs(app, { open: [image] });
  await openView(page, imageWayAt('drive'));
  await page.getByRole('button', { name: say('window.drive.image-choose') }).click();
  await page.getByText(/^nixberry-demo, NixOS demo, /).waitFor();
}

/** A day as the window writes it. */
const day = (date: Date): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(date);

describe.runIf(isRoot)('what is on a drive', () => {
  test('is the host of a card that Nixberry has written, in its row and in the question', async ({ start }) => {
    const at = await cardFolder();
    await writeFile(at('pi.img'), demoImage());
    const file = loopFile(at);
    await loopCard(file, CARD_BYTES);
    const running = await start(VIRTUAL);
    const { page } = running;
    await chooseDemo(running, at('pi.img'));
    await loopRow(page, file).getByText(say('window.drive.now-empty')).waitFor();
    await chooseLoop(page, file);
    const days = [day(new Date())];
    await page.getByRole('button', { name: 'Write…' }).click();
    await page.getByRole('alertdialog').getByText(say('window.drive.now-empty')).waitFor();
    await agree(page);
    await goOnToDone(page);
    days.push(day(new Date()));
    // A card that is ejected is gone for the window only as long as nobody looks.
    await openView(page, imageWayAt('drive'));
    const now = loopRow(page, file).getByText(/^Now on it: nixberry-demo, NixOS/);
    await now.waitFor();
    const written = /written by Nixberry on ([^.]+)\./.exec((await now.textContent()) ?? '')?.[1];
    expect(days).toContain(written?.replaceAll('\u00a0', ' '));
    await chooseLoop(page, file);
    await page.getByRole('button', { name: 'Write…' }).click();
    await page
      .getByRole('alertdialog')
      .getByText(/^nixberry-demo, NixOS .+, written by Nixberry on/)
      .waitFor();
  });

  test('is a card that was begun with, and when', async ({ start }) => {
    const at = await cardFolder();
    const file = loopFile(at);
    await loopCard(file, CARD_BYTES);
    const card = await open(file, 'r+');
    await card.write(markerText('2026-11-03T14:32:00.000Z', 'job'), 0);
    await card.close();
    const { page } = await start(VIRTUAL);
    await openView(page, imageWayAt('drive'));
    await loopRow(page, file)
      .getByText(/began to write it on 3\sNov\s2026 at 14:32 and was interrupted/)
      .waitFor();
  });

  test('is how full its mounted file system is', async ({ start }) => {
    const at = await cardFolder();
    const file = loopFile(at);
    const device = await loopCard(file, CARD_BYTES);
    await execa('mkfs.ext4', ['-q', '-L', 'PHOTOS', device]);
    const folder = await mkdtemp(path.join(os.tmpdir(), 'nixberry-mount-'));
    await execa('mount', [device, folder]);
    onTestFinished(async () => {
      await execa('umount', [folder]);
      await rmdir(folder);
    });
    await writeFile(path.join(folder, 'photos'), Buffer.alloc(20 << 20, 1));
    await execa('sync', ['--file-system', folder]);
    const { page } = await start(VIRTUAL);
    await openView(page, imageWayAt('drive'));
    const says = await loopRow(page, file)
      .getByText(/PHOTOS \(ext4\).*used/)
      .textContent();
    const used = Number(/([\d.]+)\sMB used/.exec(says ?? '')?.[1]);
    expect(used).toBeGreaterThan(20);
    expect(used).toBeLessThan(40);
  });
});
