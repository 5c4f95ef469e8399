import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished } from 'vitest';
import { until } from '../support/waiting.ts';
import { axe } from './support/axe.ts';
import type { RunningApp } from './support/start-app.ts';
import { test } from './support/window-test.ts';

async function aHome(): Promise<string> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'nixberry-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));
  return home;
}

async function openSettings({ page }: RunningApp): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+Comma');
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
}

function themeSource({ app }: RunningApp): Promise<string> {
  return app.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
}

function zoom({ app }: RunningApp): Promise<number | undefined> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor());
}

describe('preferences', () => {
  test('change the window at once, and are kept for the next start', async ({ start }) => {
    const home = await aHome();
    const first = await start({ home });
    await openSettings(first);
    await first.page.getByText('Dark', { exact: true }).click();
    await until('the theme to be dark', async () => (await themeSource(first)) === 'dark');
    expect(await first.page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await first.page.getByRole('button', { name: /Size of text/ }).click();
    await first.page.getByRole('option', { name: /150/ }).click();
    await until('the text to be larger', async () => Math.abs(((await zoom(first)) ?? 0) - 1.5) < 0.01);
    await first.close();

    const second = await start({ home });
    await second.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await themeSource(second)).toBe('dark');
    expect(await second.page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await until('the text to be larger', async () => Math.abs(((await zoom(second)) ?? 0) - 1.5) < 0.01);
  });

  test.for(['Light', 'Dark', 'High contrast'])(
    '%s: axe finds nothing serious in the settings',
    async (name, { start }) => {
      const running = await start();
      await openSettings(running);
      await running.page.getByText(name, { exact: true }).click();
      await running.page.waitForFunction(() => document.documentElement.dataset.theme !== undefined);
      expect(await axe(running.page)).toEqual([]);
    },
  );
});

test('help is a key away, and the focus comes back', async ({ start }) => {
  const { page } = await start();
  await page.getByRole('button', { name: /^Open a project/ }).focus();
  await page.keyboard.press('F1');
  const help = page.getByRole('dialog', { name: 'Help and keys' });
  await help.waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Open a project/);
});

test('the page’s policy refuses nothing that the page itself does', async ({ start }) => {
  const running = await start();
  const said: string[] = [];
  running.page.on('console', (message) => {
    if (message.type() === 'error') said.push(message.text());
  });
  await running.page.reload();
  await openSettings(running);
  await running.page.getByRole('button', { name: /Language/ }).click();
  await running.page.getByRole('option', { name: 'Deutsch' }).waitFor();
  expect(said).toEqual([]);
});

test('a draft survives the end of the program', async ({ start }) => {
  const home = await aHome();
  const first = await start({ home });
  await first.page.getByRole('button', { name: /^New Pi/ }).click();
  await first.page.getByRole('radio', { name: 'Raspberry Pi 4 Model B' }).click();
  await first.page.getByRole('button', { name: 'Next' }).click();
  await first.page.getByRole('heading', { level: 1, name: 'Name and user' }).waitFor();
  await first.page.getByRole('textbox', { name: 'Host name' }).fill('greenhouse');
  await first.page.getByText(/^Draft saved \d/).waitFor();
  await first.close();

  const second = await start({ home });
  await second.page.getByRole('button', { name: /^Go on with greenhouse/ }).click();
  await second.page.getByRole('heading', { level: 1, name: 'Name and user' }).waitFor();
  expect(await second.page.getByRole('textbox', { name: 'Host name' }).inputValue()).toBe('greenhouse');
});
