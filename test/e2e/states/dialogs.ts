import type { Page } from '@playwright/test';
import { LANGUAGES } from '../../../src/contract/window/preferences.ts';
import type { MessageKey } from '../../../src/words/words.ts';
import { wordsOf } from '../support/say.ts';
import type { RunningApp } from '../support/start-app.ts';
import { BUILDING, BUILT } from './builds.ts';
import { DRIVES, IMAGE } from './cards.ts';
import { GREENHOUSE_SECRETS, greenhouseAt } from './drafts.ts';
import { RECENTS } from './recents.ts';
import type { WindowState } from './state.ts';
import { ASKING_REWRITE, WRITING_CARD } from './writes.ts';

const SECRETS = { secrets: GREENHOUSE_SECRETS };
const AT_DRIVE = {
  draft: greenhouseAt('drive'),
  topics: { ...SECRETS, build: BUILT, image: IMAGE, drives: DRIVES },
};
const MACHINE = { id: 'host:ada@forge', kind: 'host', machine: 'ada@forge' } as const;
const FLEET = RECENTS['projects.recent']?.find(({ hosts }) => hosts.length > 1);

/** What opens over a page: each question that the window asks, and each form. */
export const DIALOG_STATES: readonly WindowState[] = [
  {
    name: 'start-replace',
    draft: greenhouseAt('board'),
    act: async (running) => {
      const { page } = running;
      await page.evaluate("sessionStorage.setItem('view', 'start')");
      await page.reload();
      // Before it is drawn, the page is in no language.
      await page.getByRole('heading', { level: 1 }).waitFor();
      await press(running, 'window.start.new');
      await opened(page);
    },
  },
  {
    name: 'start-host',
    draft: null,
    answers: { ...RECENTS, ...(FLEET && { 'projects.openRecent': projectOf(FLEET) }) },
    act: async ({ page }) => {
      await page.getByRole('button', { name: FLEET?.name ?? '', exact: true }).click();
      await opened(page);
    },
  },
  {
    name: 'start-refused',
    draft: greenhouseAt('region'),
    topics: { opened: { ok: false, error: { code: 'image-is-directory', facts: { image: '/home/ada/pis' } } } },
    act: ({ page }) => opened(page),
  },
  { name: 'where-add', draft: greenhouseAt('where'), topics: SECRETS, act: opens('window.where.add') },
  {
    name: 'where-key',
    draft: { ...greenhouseAt('where'), place: MACHINE.id },
    topics: SECRETS,
    answers: {
      'places.list': [MACHINE],
      'places.test': {
        state: 'host-key',
        id: 'e'.repeat(32),
        algorithm: 'ssh-ed25519',
        fingerprint: 'SHA256:mVPwvezndPv/ARoIadVY98vAC0g+P/5633yTC4d/wXE',
      },
    },
    act: opens('window.where.show-key'),
  },
  {
    name: 'build-end',
    draft: greenhouseAt('build'),
    topics: { ...SECRETS, build: BUILDING, awake: true },
    act: opens('window.build.cancel'),
  },
  { name: 'drive-large', ...AT_DRIVE, act: opens('window.drive.allow-large') },
  { name: 'drive-virtual', ...AT_DRIVE, act: opens('window.drive.virtual') },
  {
    name: 'write-stop',
    draft: greenhouseAt('write'),
    topics: { ...AT_DRIVE.topics, flash: WRITING_CARD, awake: true },
    act: opens('window.write.cancel'),
  },
  {
    name: 'write-rewrite',
    draft: greenhouseAt('write'),
    topics: { ...AT_DRIVE.topics, flash: ASKING_REWRITE, awake: true },
    act: ({ page }) => opened(page),
  },
];

/** Presses what has these words, and waits for what opens. */
function opens(key: MessageKey): (running: RunningApp) => Promise<void> {
  return async (running) => {
    await press(running, key);
    await opened(running.page);
  };
}

/** Presses the button whose name begins with these words, in the language that the page is in. */
async function press({ page }: RunningApp, key: MessageKey): Promise<void> {
  const tag = await page.evaluate(() => document.documentElement.lang);
  const language = LANGUAGES.find((one) => tag.startsWith(one)) ?? 'en';
  const button = page.getByRole('button', { name: wordsOf(language).t(key) });
  await button.first().click();
}

async function opened(page: Page): Promise<void> {
  await page.locator(':is([role=dialog], [role=alertdialog])').waitFor();
}

function projectOf({ id, name, shown, hosts }: NonNullable<typeof FLEET>) {
  return { id, name, shown, hosts, release: '26.05' } as const;
}
