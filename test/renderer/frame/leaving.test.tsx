import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, onTestFinished, test } from 'vitest';
import { forgetUnsaved } from '../../../renderer/secrets/unsaved-secrets.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { GREENHOUSE_SECRETS, greenhouseAt } from '../../e2e/states/drafts.ts';
import { aTarget, flashTopic } from '../steps/drive/card-topics.ts';
import { openApp, type AppCase, type OpenedApp } from './open-app.tsx';

const LOOKS: AppCase['calls'] = {
  'computer.look': () => ({ user: null, timeZone: null, locale: null, country: null, keyboard: null, wifi: null }),
  'secrets.look': () => undefined,
  'keys.list': () => [],
};

const ADA = { name: 'ada', password: 'seed' };

const title = (): string | null => screen.getByRole('heading', { level: 1 }).textContent;
const steps = (): HTMLElement => screen.getAllByRole('navigation', { name: 'Steps' })[0]!;

/** Every way out of a step but Next. */
const WAYS_OUT: readonly (readonly [string, (app: OpenedApp) => Promise<void>])[] = [
  ['the side bar', ({ user }) => user.click(within(steps()).getByRole('button', { name: /^Board/ }))],
  ['its number', ({ user }) => user.keyboard('{Alt>}1{/Alt}')],
  ['Back', ({ user }) => user.click(screen.getByRole('button', { name: 'Back' }))],
  ['the start page', ({ user }) => user.click(within(steps()).getByRole('button', { name: /start page/i }))],
];

describe('a passphrase that is refused keeps the person at its step', () => {
  const open = async (calls: AppCase['calls']): Promise<OpenedApp> => {
    const topics = { secrets: GREENHOUSE_SECRETS };
    const app = await openApp({ draft: greenhouseAt('network'), topics, calls: { ...LOOKS, ...calls } });
    await app.user.click(screen.getByRole('button', { name: /Go on/ }));
    await app.user.click(await screen.findByRole('button', { name: 'Change' }));
    return app;
  };
  const field = (): HTMLInputElement => screen.getByLabelText('Passphrase');
  const refuse = (): never => {
    throw new AppError('secret-refused', { what: 'wifi', ssid: 'Kew Gardens', reason: 'short' });
  };

  test.each(WAYS_OUT)('by %s', async (_, leave) => {
    const app = await open({ 'secrets.set': refuse });
    await app.user.type(field(), 'seven77');
    await leave(app);
    await waitFor(() => expect(field().getAttribute('aria-invalid')).toBe('true'));
    await waitFor(() => expect(document.activeElement).toBe(field()));
    expect([title(), field().value]).toEqual(['Network', 'seven77']);
    // What nobody wants to give is taken back by emptying the field.
    await app.user.clear(field());
    await leave(app);
    await waitFor(() => expect(title()).not.toBe('Network'));
  });

  test.each(WAYS_OUT)('and one that is taken does not: by %s', async (_, leave) => {
    const app = await open({ 'secrets.set': () => undefined });
    await app.user.type(field(), 'sixteen and more');
    await leave(app);
    await waitFor(() => expect(title()).not.toBe('Network'));
    expect(app.bridge.inputsOf('secrets.set')).toMatchObject([{ passphrase: 'sixteen and more' }]);
  });
});

describe('a password', () => {
  const open = async (names: object): Promise<OpenedApp> => {
    const draft = greenhouseAt('name-and-user');
    const answers = { ...draft.answers, ...names };
    const app = await openApp({
      draft: { ...draft, answers },
      topics: { secrets: GREENHOUSE_SECRETS },
      calls: { ...LOOKS, 'secrets.set': () => undefined },
    });
    await app.user.click(screen.getByRole('button', { name: /Go on/ }));
    return app;
  };
  const first = (): HTMLInputElement => screen.getByLabelText('Password', { selector: 'input' });
  const second = (): HTMLInputElement => screen.getByLabelText('Password again');
  const user = ADA;

  test.each(WAYS_OUT)('that was typed once is not lost by %s', async (_, leave) => {
    const app = await open({ user });
    await app.user.type(first(), 'rosemary');
    await leave(app);
    await screen.findByText(/^Type it again/);
    await waitFor(() => expect(document.activeElement).toBe(second()));
    expect([first().value, app.bridge.inputsOf('secrets.set')]).toEqual(['rosemary', []]);
    await app.user.type(second(), 'rosemary');
    await leave(app);
    await waitFor(() => expect(title()).not.toBe('Name and user'));
    expect(app.bridge.inputsOf('secrets.set')).toMatchObject([{ password: 'rosemary' }]);
  });

  test('that belongs to nobody yet says so', async () => {
    const app = await open({ user: { password: 'seed' } });
    await app.user.type(first(), 'rosemary');
    await app.user.type(second(), 'rosemary');
    await app.user.keyboard('{Alt>}1{/Alt}');
    expect(await screen.findByText('Name the Pi and its user first, or empty both fields.')).toBeTruthy();
    expect(screen.queryByText(/^Both are the same/)).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(first()));
    expect([title(), first().value]).toEqual(['Name and user', 'rosemary']);
  });
});

test('a password that is kept for one name is lacking for the next, and Next says so', async () => {
  const { bridge, user } = await openApp({
    draft: { ...greenhouseAt('name-and-user'), answers: { ...greenhouseAt('name-and-user').answers, user: ADA } },
    topics: { secrets: GREENHOUSE_SECRETS },
    calls: { ...LOOKS, 'secrets.set': () => undefined },
  });
  await user.click(screen.getByRole('button', { name: /Go on/ }));
  await user.type(screen.getByLabelText('Password', { selector: 'input' }), 'rosemary');
  await user.type(screen.getByLabelText('Password again'), 'rosemary');
  const host = screen.getByRole('textbox', { name: 'Host name' });
  await user.click(host);
  const owner = { host: 'greenhouse', user: 'ada' };
  await waitFor(() => expect(bridge.inputsOf('secrets.set')).toMatchObject([{ owner }]));
  await user.clear(host);
  await user.type(host, 'attic');
  act(() => bridge.publish('secrets', { ...GREENHOUSE_SECRETS, passwords: [owner] }));
  await user.click(screen.getByRole('button', { name: 'Next' }));
  expect(await screen.findAllByText(/The password is still to be set\./)).not.toHaveLength(0);
  const first = screen.getByLabelText('Password', { selector: 'input' });
  await waitFor(() => expect(document.activeElement).toBe(first));
});

test.each(WAYS_OUT)('a secret that main has and could not write to its file holds nobody: by %s', async (_, leave) => {
  const fail = (): never => {
    throw new AppError('secrets-unsaved', { detail: 'ENOSPC' });
  };
  onTestFinished(forgetUnsaved);
  const app = await openApp({
    draft: greenhouseAt('network'),
    topics: { secrets: { ...GREENHOUSE_SECRETS, remember: 'on' } },
    calls: { ...LOOKS, 'secrets.set': fail },
  });
  await app.user.click(screen.getByRole('button', { name: /Go on/ }));
  await app.user.click(await screen.findByRole('button', { name: 'Change' }));
  await app.user.type(screen.getByLabelText('Passphrase'), 'sixteen and more');
  await leave(app);
  await waitFor(() => expect(title()).not.toBe('Network'));
  // It is said wherever the person has gone, on every step.
  act(() => app.store.change({ step: 'region' }));
  await app.user.click(screen.queryByRole('button', { name: /Go on/ }) ?? document.body);
  expect(screen.getByText(/could not be remembered/)).toBeTruthy();
});

test('what was said against one draft is not said against the next at the same step', async () => {
  const invalid = (): number => document.querySelectorAll('main [aria-invalid=true]').length;
  const draft = { ...greenhouseAt('name-and-user'), answers: { board: 'pi4' } };
  const { user, store } = await openApp({ draft, calls: LOOKS });
  await user.click(screen.getByRole('button', { name: /Go on/ }));
  await user.click(screen.getByRole('button', { name: 'Next' }));
  await waitFor(() => expect(invalid()).toBeGreaterThan(0));
  act(() => store.replace({ ...draft, visited: ['board'] }));
  expect([title(), invalid()]).toEqual(['Name and user', 0]);
});

test('Ctrl and Enter press nothing else where Next is refused', async () => {
  const calls = { ...LOOKS, 'drives.look': () => undefined };
  const { user } = await openApp({ draft: greenhouseAt('drive'), calls, topics: { secrets: GREENHOUSE_SECRETS } });
  await user.click(screen.getByRole('button', { name: /Go on/ }));
  const here = title();
  screen.getByRole('button', { name: 'Back' }).focus();
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(title()).toBe(here);
});

test('what is still being typed counts for the key of Next, too', async () => {
  const draft = greenhouseAt('extras');
  const answers = { ...draft.answers, services: { autoUpgrade: { flake: '' } } };
  const { user, store } = await openApp({ draft: { ...draft, answers } });
  await user.click(screen.getByRole('button', { name: /Go on/ }));
  await user.click(await screen.findByRole('textbox', { name: 'Flake to upgrade from' }));
  await user.paste('github:me/pis');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() => expect(store.get().step).toBe('where'));
  expect(store.get().answers.services).toEqual({ autoUpgrade: { flake: 'github:me/pis' } });
});

test('who goes from a card that is done to the start page leaves no secrets behind, and can come back', async () => {
  const ms = { writing: 1, flushing: 1, verifying: 1, total: 3 };
  const outcome = {
    kind: 'done',
    bytes: 1,
    writtenBytes: 1,
    skippedBytes: 0,
    rewritten: null,
    sha256: '7c'.repeat(32),
    ms,
  } as const;
  const right = aTarget({ outcome: { ...outcome, verified: 'direct', ejected: true, seed: true } });
  const app = await openApp({
    draft: greenhouseAt('done'),
    topics: { flash: flashTopic({ state: 'done', targets: [right] }), secrets: GREENHOUSE_SECRETS },
    calls: { 'flash.leave': () => undefined },
  });
  await app.user.click(screen.getByRole('button', { name: /Go on/ }));
  expect(title()).toBe('The card is ready');
  await app.user.click(within(steps()).getByRole('button', { name: /start page/i }));
  expect(app.bridge.asked.filter(({ name }) => name.startsWith('flash.'))).toEqual([
    { name: 'flash.leave', input: undefined },
  ]);
  act(() => app.bridge.publish('secrets', { ...GREENHOUSE_SECRETS, wifi: [] }));
  await app.user.click(screen.getByRole('button', { name: /Go on/ }));
  expect(title()).toBe('The card is ready');
});
