import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { execa } from 'execa';
import { onTestFinished } from 'vitest';
import { imageWayAt } from './states/drafts.ts';
import { answerDialogs } from './support/dialogs.ts';
import { openView } from './support/open-view.ts';
import type { RunningApp } from './support/start-app.ts';

/** A write of some hundred MB on a busy computer. */
export const WRITE_MS = 90_000;

/** A folder for images and cards, removed with the test. */
export async function cardFolder(): Promise<(name: string) => string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'nixberry-cards-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return (name) => path.join(folder, name);
}

/** The way of an image file, with this one chosen in the system's dialog. */
export async function chooseImage(running: RunningApp, image: string): Promise<void> {
  const { app, page } = running;
  await answerDialogs(app, { open: [image] });
  await openView(page, imageWayAt('drive'));
  await page.getByRole('button', { name: 'Choose an image file…' }).click();
  await page.getByText(path.basename(image)).first().waitFor();
}

/** What a loop device is called: by the file behind it. */
const loopName = (file: string) => ({ name: path.basename(file), exact: true });

/** The radio button of the loop device over this file. */
export function loopRadio(page: Page, file: string): Locator {
  return page.getByRole('radio', loopName(file));
}

/** Its row in the list of drives. */
export function loopRow(page: Page, file: string): Locator {
  return page.locator('[role=radiogroup] > div').filter({ has: loopRadio(page, file) });
}

/** Chooses the loop device over this file. */
export async function chooseLoop(page: Page, file: string): Promise<void> {
  await loopRadio(page, file).click();
  await page.getByRole('radio', { ...loopName(file), checked: true }).waitFor();
}

/** Says yes to the question about a drive, as soon as a yes counts. */
export async function agree(page: Page): Promise<void> {
  const dialog = page.getByRole('alertdialog');
  await dialog.locator('button:not([aria-disabled])', { hasText: 'Erase and write' }).click();
  await waitForTitle(page, 'Write and verify');
}

/** A virtual card at this place, chosen to be written. */
export async function chooseVirtualCard({ app, page }: RunningApp, card: string): Promise<void> {
  await answerDialogs(app, { save: card });
  await page.getByRole('button', { name: 'Use a virtual card (an image file)…' }).click();
  await page.getByRole('button', { name: 'Choose its place…' }).click();
  await page.getByRole('radio', { name: `${path.basename(card)} (virtual card)`, checked: true }).waitFor();
}

export async function waitForTitle(page: Page, title: string, timeout = WRITE_MS): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title }).waitFor({ timeout });
}

/** From the running write to the last page, when the card is right. */
export async function goOnToDone(page: Page): Promise<void> {
  await page.getByText('Written and verified').waitFor({ timeout: WRITE_MS });
  await page.getByRole('button', { name: 'Next' }).click();
  await waitForTitle(page, 'The card is ready');
}

/**
 * The file for a loop device in this folder. The page calls the device by its name, so no other has it: neither one of an
 * earlier test, which stays for a moment after it was detached, nor one of another run.
 */
export function loopFile(at: (name: string) => string): string {
  return at(path.basename(at('')));
}

/** A loop device over a new file of this size, detached at the end. Resolves to its path; `file` has its bytes. */
export async function loopCard(file: string, bytes: number): Promise<string> {
  await writeFile(file, '');
  await execa('truncate', ['--size', String(bytes), file]);
  const { stdout } = await execa('losetup', ['--find', '--show', '--direct-io=on', file]);
  // It may have been detached by the test.
  onTestFinished(async () => {
    await execa('losetup', ['--detach', stdout], { reject: false });
  });
  return stdout;
}
