import path from 'node:path';
import type { Page } from '@playwright/test';
import { describe, expect } from 'vitest';
import type { SecretsKept } from '../../src/contract/window/secrets.ts';
import { startPrivateBus } from '../support/private-bus.ts';
import { formsOf } from '../support/secret-forms.ts';
import { until } from '../support/waiting.ts';
import { greenhouseAt } from './states/drafts.ts';
import { openKeyring } from './support/keyring.ts';
import { callMain, openView } from './support/open-view.ts';
import { contentsBelow, personHome } from './support/person-home.ts';
import { say } from './support/say.ts';
import { choose, titleOf } from './support/steps.ts';
import { test } from './support/window-test.ts';

const PASSWORD = 'correct-horse-9753';
const REMEMBER = say('window.secrets.remember');
/** By its desktop Chromium tells which keyring there is. */
const GNOME = { XDG_CURRENT_DESKTOP: 'GNOME' };
/** Hashes of passwords, of any kind. */
const HASH = /\$(?:y\$j|6\$[./\w]{8,16}\$)/;

async function secretsOf(page: Page): Promise<SecretsKept> {
  const { secrets } = (await callMain(page, 'app.topics')) as { readonly secrets: SecretsKept };
  return secrets;
}

/** The page that asks for a password. */
async function askedForPassword(page: Page): Promise<void> {
  await openView(page, greenhouseAt('name-and-user'));
  await choose(page, 'checkbox', say('window.step.name-and-user.password.on'));
}

async function typePassword(page: Page): Promise<void> {
  for (const words of ['password', 'password.again'] as const)
    await page.getByRole('textbox', { name: say(`window.step.name-and-user.${words}`), exact: true }).fill(PASSWORD);
  await page.keyboard.press('Control+Enter');
  await titleOf(page, 'network').waitFor();
}

describe('what is secret', () => {
  test('is remembered by the keyring: it outlasts the program, and no file tells it', async ({ start }) => {
    const home = await personHome();
    const address = await startPrivateBus('session');
    await openKeyring(address, home);
    const options = { home, env: { ...GNOME, DBUS_SESSION_BUS_ADDRESS: address } };

    const first = await start(options);
    await askedForPassword(first.page);
    await choose(first.page, 'checkbox', REMEMBER);
    await typePassword(first.page);
    const kept = await until('it to be kept', async () => {
      const secrets = await secretsOf(first.page);
      return secrets.passwords.length > 0 && secrets;
    });
    expect(kept.remember).toBe('on');
    await first.close();

    const contents = await contentsBelow(home);
    const names = [...contents.keys()].map((file) => path.relative(home, file));
    expect(names.filter((name) => name.endsWith('window/secrets'))).toHaveLength(1);
    const telling = [...contents].filter(
      ([, content]) => HASH.test(content) || formsOf(PASSWORD).some((form) => content.includes(form)),
    );
    expect(telling.map(([file]) => file)).toEqual([]);

    const second = await start(options);
    expect(
      await until('it to be read', async () => {
        const secrets = await secretsOf(second.page);
        return secrets.remember === 'on' && secrets;
      }),
    ).toEqual(kept);
    await second.close();

    const strange = await start({ home });
    await until('that to be said', async () => (await secretsOf(strange.page)).remember === 'unreadable');
    await askedForPassword(strange.page);
    await strange.page.getByText(say('window.secrets.unreadable')).waitFor();
    expect(await secretsOf(strange.page)).toMatchObject({ passwords: [] });
  });

  test.for([
    ['of a desktop that has no keyring', {}],
    ['whose keyring does not answer', GNOME],
  ] as const)('is not remembered on a computer %s, and that is said', async ([, desktop], { start }) => {
    const home = await personHome();
    const running = await start({
      home,
      env: { ...desktop, DBUS_SESSION_BUS_ADDRESS: await startPrivateBus('session') },
    });
    await askedForPassword(running.page);
    await running.page.getByText(say('window.secrets.unavailable')).waitFor();
    expect(await running.page.getByRole('checkbox', { name: REMEMBER }).count()).toBe(0);
    await typePassword(running.page);
    expect(await secretsOf(running.page)).toMatchObject({
      passwords: [{ host: 'greenhouse' }],
      remember: 'unavailable',
    });
    await running.close();
    const names = [...(await contentsBelow(home)).keys()];
    expect(names.filter((name) => name.endsWith('window/secrets'))).toEqual([]);
  });
});
