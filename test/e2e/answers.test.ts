import { pbkdf2Sync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from 'vitest';
import { someAnswers } from '../core/spec/some-answers.ts';
import { formsOf } from '../support/secret-forms.ts';
import { greenhouseAt } from './states/drafts.ts';
import { answerDialogs } from './support/dialogs.ts';
import { openView } from './support/open-view.ts';
import { contentsBelow, personHome } from './support/person-home.ts';
import { say } from './support/say.ts';
import { choose, goOnTo, titleOf } from './support/steps.ts';
import { test } from './support/window-test.ts';

const PASSWORD = 'correct-horse-7531';
const PASSPHRASE = 'battery staple 8642';
const TOKEN = 'ghp_0123456789abcdefGHIJ';
const SSID = 'Kew Gardens';
/** What the passphrase becomes on the card; with it anybody gets into the network. */
const PSK = pbkdf2Sync(PASSPHRASE, SSID, 4096, 32, 'sha1');
/** The steps whose answers the review has. */
const SUMMED_UP = ['board', 'name-and-user', 'network', 'region', 'extras', 'where'] as const;
const TO_MEND = say('window.review.mend', { count: 1 });

/** Types both secrets where they are asked for, and goes on to the review. */
async function typeSecrets(page: Page): Promise<void> {
  await openView(page, greenhouseAt('name-and-user'));
  await choose(page, 'checkbox', say('window.step.name-and-user.password.on'));
  await page.getByRole('textbox', { name: say('window.step.name-and-user.password'), exact: true }).fill(PASSWORD);
  await page
    .getByRole('textbox', { name: say('window.step.name-and-user.password.again'), exact: true })
    .fill(PASSWORD);
  await page.keyboard.press('Control+Enter');
  await titleOf(page, 'network').waitFor();
  await page.getByRole('textbox', { name: say('window.network.passphrase'), exact: true }).fill(PASSPHRASE);
  for (const step of ['region', 'extras', 'where', 'review'] as const) await goOnTo(page, step);
}

/** The answers as the review shows them, a step each. */
async function reviewOf(page: Page): Promise<readonly string[]> {
  await titleOf(page, 'review').waitFor();
  await page.getByRole('main').getByText('greenhouse', { exact: true }).waitFor();
  const regions = SUMMED_UP.map((step) =>
    page.getByRole('region', { name: say(`window.step.${step}.name`), exact: true }).innerText(),
  );
  return Promise.all(regions);
}

test('answers are taken along without what is secret, and give the same review elsewhere', async ({ start }) => {
  const home = await personHome();
  const file = path.join(await personHome(), 'answers.json');
  const first = await start({ home });
  await typeSecrets(first.page);
  const review = await reviewOf(first.page);
  for (const words of secretWords(true)) expect(review.join('\n')).toContain(words);
  expect(review.join('\n')).not.toContain(TO_MEND);
  await answerDialogs(first.app, { save: file });
  await first.page.getByRole('button', { name: say('window.review.export') }).click();
  await first.page.getByText(/^The answers are in .*answers\.json/).waitFor();
  await first.close();

  const contents = new Map([...(await contentsBelow(home)), [file, await readFile(file, 'latin1')]]);
  expect(contents.get(file)).toContain(SSID);
  const draft = [...contents].filter(([, content]) => content.includes(SSID)).map(([name]) => path.basename(name));
  expect(draft).toContain('draft.json');
  expect(filesWith(contents, [PASSWORD, PASSPHRASE, PSK])).toEqual([]);
  // A hash of the password, of any kind.
  expect(filesWith(contents, ['$y$', '$6$'])).toEqual([]);

  const second = await start();
  await openView(second.page, { ...greenhouseAt('review'), answers: someAnswers({ hostName: 'shed' }) });
  await answerDialogs(second.app, { open: [file] });
  await second.page.getByRole('button', { name: say('window.review.import') }).click();
  const question = second.page.getByRole('alertdialog');
  await question.getByRole('button', { name: say('window.start.replace.other-yes'), exact: true }).click();
  const taken = await reviewOf(second.page);
  // The same, but for the secrets: they did not come along, and both are asked for anew.
  const [given, lacking] = [secretWords(true), secretWords(false)];
  const expected = review.map((step) =>
    given.reduce((text, words, at) => text.replace(words, lacking[at] ?? ''), step),
  );
  expect(taken.map((step) => step.replace(new RegExp(`\\n+${TO_MEND}`), ''))).toEqual(expected);
  expect(taken.filter((step) => step.includes(TO_MEND)).length).toBe(2);
});

test('a token in an address is shown to be wrong, and gets into no file while it stands there', async ({ start }) => {
  const home = await personHome();
  const { page } = await start({ home });
  await openView(page, greenhouseAt('extras'));
  await page.getByRole('button', { name: say('window.extras.advanced') }).click();
  await choose(page, 'switch', say('window.extras.upgrade'));
  const field = page.getByRole('textbox', { name: say('window.extras.upgrade.flake'), exact: true });
  await field.fill(`git+https://${TOKEN}@github.com/ada/pis`);
  await page.keyboard.press('Control+Enter');
  await page.getByText(say('setting.problem.flake-secret')).first().waitFor();
  // The step that is gone to is in the draft after what was typed.
  await page.keyboard.press('Alt+1');
  await titleOf(page, 'board').waitFor();
  const drafts = async (): Promise<readonly string[]> =>
    [...(await contentsBelow(home))].filter(([name]) => name.endsWith('draft.json')).map(([, content]) => content);
  await expect.poll(drafts).toEqual([expect.stringMatching(/"step": "board"[^]*"autoUpgrade": \{\}/)]);
  expect(filesWith(await contentsBelow(home), [TOKEN])).toEqual([]);
});

/** What the review says of both secrets. */
function secretWords(given: boolean): readonly string[] {
  return [say('window.review.secret.password', { given }), say('window.review.secret.wifi', { ssid: SSID, given })];
}

/** `file: form` for each file in which a secret is found, in whatever form. */
function filesWith(contents: ReadonlyMap<string, string>, secrets: readonly (string | Buffer)[]): readonly string[] {
  const forms = secrets.flatMap((secret) => (secret.length < 8 ? [secret.toString()] : formsOf(secret)));
  return [...contents].flatMap(([file, content]) =>
    forms.filter((form) => content.includes(form)).map((form) => `${file}: ${form}`),
  );
}
