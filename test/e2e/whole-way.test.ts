import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { describe, expect } from 'vitest';
import type { TopicValue } from '../../src/contract/api.ts';
import { hostKeyOf } from '../../src/node/seed/card-host-key.ts';
import { KEYS } from '../core/spec/some-answers.ts';
import { cardFolder, loopCard, WRITE_MS } from './flash-support.ts';
import { NIX_ENV } from './support/build-flake.ts';
import { callMain } from './support/open-view.ts';
import { say } from './support/say.ts';
import { imageAsOn, seedOn } from './support/seeded-card.ts';
import { choose, footerOf, goOnTo, titleOf } from './support/steps.ts';
import { test } from './support/window-test.ts';

const CARD_BYTES = 64 << 20;
const BUILD_MS = 60_000;
/** What a loop device is called: by the file behind it. */
const CARD = 'whole-way';
const isRoot = process.getuid?.() === 0;

/** From the start page to the review, by nothing but what the pages ask for. */
async function describePi(page: Page): Promise<void> {
  await page.getByRole('button', { name: say('window.start.new') }).click();
  await titleOf(page, 'board').waitFor();
  await page.getByRole('radio', { name: 'Raspberry Pi 4 Model B', exact: true }).click();

  await goOnTo(page, 'name-and-user');
  await page.getByRole('textbox', { name: say('window.step.name-and-user.host'), exact: true }).fill('greenhouse');
  await page.getByRole('textbox', { name: say('window.step.name-and-user.user'), exact: true }).fill('ada');
  await page.getByRole('button', { name: say('window.step.name-and-user.key.paste'), exact: true }).click();
  await page.getByRole('textbox', { name: say('window.step.name-and-user.key.paste.label') }).fill(KEYS.ed25519);
  await page.getByRole('button', { name: say('window.step.name-and-user.key.add'), exact: true }).click();
  await page
    .getByRole('button', { name: say('window.step.name-and-user.key.remove', { name: 'ada@laptop' }) })
    .waitFor();

  await goOnTo(page, 'network');
  await choose(page, 'radio', say('window.network.way.cable'));

  await goOnTo(page, 'region');
  await page.getByRole('combobox', { name: say('window.region.zone') }).fill('Berlin');
  await page.getByRole('option', { name: /Berlin/ }).click();

  await goOnTo(page, 'extras');
  await choose(page, 'checkbox', say('window.extras.interface.i2c'));

  await goOnTo(page, 'where');
  await page.getByRole('radio', { name: say('window.where.here'), checked: true }).waitFor();
  await page.getByText(say('window.where.state.ready'), { exact: true }).waitFor();

  await goOnTo(page, 'review');
}

describe.runIf(isRoot)('the whole way as root', () => {
  test('leads from the start page to a card that is byte by byte what Nix has built', async ({ start }) => {
    const at = await cardFolder();
    await loopCard(at(CARD), CARD_BYTES);
    const { page } = await start({ args: ['--demo', '--allow-virtual-devices'], env: NIX_ENV });
    await describePi(page);
    for (const answer of ['Raspberry Pi 4 Model B', 'greenhouse', 'Europe/Berlin'])
      await page.getByRole('main').getByText(answer).first().waitFor();

    await goOnTo(page, 'build', say('window.review.next.build'));
    await page.getByText(say('window.build.sentence.done', { host: null })).waitFor({ timeout: BUILD_MS });

    await goOnTo(page, 'drive');
    await page.getByRole('radio', { name: CARD, exact: true }).click();
    await page.getByRole('radio', { name: CARD, exact: true, checked: true }).waitFor();
    await footerOf(page)
      .getByRole('button', { name: say('window.drive.write') })
      .click();
    const question = page.getByRole('alertdialog', { name: new RegExp(`^Erase ${CARD} and write`) });
    await question.waitFor();
    expect((await readFile(at(CARD))).every((byte) => byte === 0)).toBe(true);
    await question.locator('button:not([aria-disabled])', { hasText: say('window.confirm.yes') }).click();

    await titleOf(page, 'write').waitFor({ timeout: WRITE_MS });
    await page.getByText(say('window.write.ended.done', { verified: 'direct' })).waitFor({ timeout: WRITE_MS });
    await goOnTo(page, 'done');

    const topics = (await callMain(page, 'app.topics')) as Pick<
      { readonly [Name in 'build' | 'image']: TopicValue<Name> },
      'build' | 'image'
    >;
    // By Nix, not by ourselves in its place.
    expect(topics.build?.notes).toEqual([]);
    const image = await readFile(topics.image?.shown ?? '');
    const card = await readFile(at(CARD));
    const written = card.subarray(0, image.length);
    expect(image.length).toBeGreaterThan(1 << 20);
    expect(written.equals(await imageAsOn(card, image))).toBe(true);
    expect(card.subarray(image.length).every((byte) => byte === 0)).toBe(true);
    await page.getByLabel(createHash('sha256').update(written).digest('hex'), { exact: true }).waitFor();
    // What ssh will show is the key that this card carries, not one that was made for something else.
    const key = await hostKeyOf(await seedOn(card), topics.image?.needs?.host ?? '');
    expect(key?.fingerprint).toMatch(/^SHA256:/);
    await page.getByText(key?.fingerprint ?? '', { exact: true }).waitFor();

    await footerOf(page)
      .getByRole('button', { name: say('window.done.close') })
      .click();
    await page.getByRole('heading', { level: 1, name: say('window.start.title') }).waitFor();
  });
});
