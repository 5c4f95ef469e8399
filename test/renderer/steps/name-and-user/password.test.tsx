import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import { NameAndUserPage } from '../../../../renderer/steps/name-and-user/page.tsx';
import { nameAndUserStep } from '../../../../renderer/steps/name-and-user/step.tsx';
import { completedOf } from '../../../../renderer/state/completed.ts';
import { FIRST_DRAFT } from '../../../../renderer/state/draft-store.ts';
import type { Situation } from '../../../../renderer/state/situation.ts';
import { WizardContext } from '../../../../renderer/state/use-wizard.ts';
import { Button } from '../../../../renderer/ui/button.tsx';
import { AppError } from '../../../../src/core/errors/app-error.ts';
import { renderPage } from '../../support/render-page.tsx';
import { ADA, ADAS_PASSWORD, NO_SECRETS, someMain } from './some-main.ts';

const PASSWORD = 'rosemary and time';
const ON = { hostName: 'greenhouse', user: { name: 'ada', password: 'seed' } };

const first = (): HTMLInputElement => screen.getByLabelText('Password', { selector: 'input' });
const second = (): HTMLInputElement => screen.getByLabelText('Password again');

/** The page, and a footer as the frame has it. */
function WithNext({ goNext }: { readonly goNext: () => void }): ReactNode {
  const wizard = { views: [], goNext, goTo: () => undefined, goBack: () => undefined, leave: () => undefined };
  return (
    <WizardContext value={wizard}>
      <NameAndUserPage />
      <Next goNext={goNext} />
    </WizardContext>
  );
}

function Next({ goNext }: { readonly goNext: () => void }): ReactNode {
  const next = nameAndUserStep.useNext?.();
  return (
    <Button isBusy={next?.isBusy} onPress={next?.onPress ?? goNext}>
      Next
    </Button>
  );
}

test('it is off, and switching it on asks for it twice', async () => {
  await someMain();
  const { user, store } = renderPage(<NameAndUserPage />);
  expect(screen.queryByLabelText('Password', { selector: 'input' })).toBeNull();
  await user.click(screen.getByRole('checkbox', { name: /Also set a password/ }));
  expect(store.get().answers).toMatchObject({ user: { password: 'seed' } });
  expect([first().type, second().type]).toEqual(['password', 'password']);
});

test('typed twice it goes to main once, and is nowhere in the page or the draft', async () => {
  const bridge = await someMain();
  const { user, store } = renderPage(<NameAndUserPage />, ON);
  await user.type(first(), PASSWORD);
  expect(screen.getByText('Strong, 17 characters')).toBeTruthy();
  await user.type(second(), PASSWORD);
  expect(screen.getByText('Both are the same.')).toBeTruthy();
  // To the eye, which is a part of the field, and on.
  await user.tab();
  expect(bridge.inputsOf('secrets.set')).toEqual([]);
  await user.tab();
  await screen.findByText(/A password is set/);
  expect(bridge.inputsOf('secrets.set')).toEqual([{ kind: 'password', owner: ADA, password: PASSWORD }]);
  expect(JSON.stringify(store.get()) + document.body.innerHTML).not.toContain(PASSWORD);
  const values = [...document.querySelectorAll('input')].map(({ value }) => value);
  expect(values).not.toContain(PASSWORD);
});

test('a difference is told when the fields are left, not while one types', async () => {
  const bridge = await someMain();
  const { user } = renderPage(<NameAndUserPage />, ON);
  await user.type(first(), PASSWORD);
  await user.type(second(), 'rosemary');
  expect(screen.queryByText('The two are not the same.')).toBeNull();
  await user.click(document.body);
  await screen.findByText('The two are not the same.');
  await user.type(second(), ' ');
  expect(screen.queryByText('The two are not the same.')).toBeNull();
  expect(bridge.inputsOf('secrets.set')).toEqual([]);
});

test('what core’s rules refuse does not leave the page', async () => {
  const bridge = await someMain();
  const { user } = renderPage(<NameAndUserPage />, ON);
  // Nobody could log in with more than 511 bytes.
  for (const field of [first(), second()]) {
    await user.click(field);
    await user.paste('x'.repeat(512));
  }
  await user.click(document.body);
  await screen.findByText(/is too long/);
  expect(bridge.inputsOf('secrets.set')).toEqual([]);
});

test('what main refuses is told, and can be mended', async () => {
  const refused = new AppError('secret-refused', { what: 'password', ssid: null, reason: 'character' });
  await someMain({ calls: { 'secrets.set': () => Promise.reject(refused) } });
  const { user } = renderPage(<NameAndUserPage />, ON);
  await user.type(first(), PASSWORD);
  await user.type(second(), PASSWORD);
  await user.click(document.body);
  await waitFor(() => expect(first().getAttribute('aria-invalid')).toBe('true'));
  expect([first().value, second().value]).toEqual([PASSWORD, PASSWORD]);
  await user.type(first(), 's');
  expect(first().getAttribute('aria-invalid')).toBeNull();
});

test.each([
  ['pressed, which leaves the field', (user: UserEvent, next: HTMLElement) => user.click(next)],
  // The keys of the frame leave no field; a click without a pointer does neither.
  ['by its keys', (_: UserEvent, next: HTMLElement) => Promise.resolve(fireEvent.click(next))],
])('Next hands over what is typed, and goes on when main has it: %s', async (_, press) => {
  const goNext = vi.fn();
  const bridge = await someMain();
  const { user } = renderPage(<WithNext goNext={goNext} />, ON);
  await user.type(first(), PASSWORD);
  await user.type(second(), PASSWORD);
  await press(user, screen.getByRole('button', { name: 'Next' }));
  await waitFor(() => expect(goNext).toHaveBeenCalledOnce());
  expect(bridge.inputsOf('secrets.set')).toHaveLength(1);
});

test('a password that was wished for and is not there is lacking', () => {
  const lacks = (secrets: typeof NO_SECRETS, answers: Situation['draft']['answers']): unknown =>
    nameAndUserStep.lacks?.({
      draft: { ...FIRST_DRAFT, answers },
      completed: completedOf(answers),
      isDemo: false,
      topics: { secrets } as Situation['topics'],
    });
  const answers = { board: 'pi4', hostName: 'greenhouse', user: { name: 'ada', password: 'seed' } };
  expect(lacks(NO_SECRETS, answers)).toMatchObject([{ kind: 'mend', path: 'user.password' }]);
  expect(lacks(ADAS_PASSWORD, answers)).toEqual([]);
  // That of another Pi is none of this one's.
  expect(lacks(ADAS_PASSWORD, { ...answers, hostName: 'barn' })).toMatchObject([{ path: 'user.password' }]);
  const locked = { ...answers, user: { name: 'ada', password: 'none' } };
  expect(lacks(NO_SECRETS, locked)).toMatchObject([{ kind: 'mend', path: 'user.sshKeys' }]);
});

test('Next with two that differ says so, and stays where another password is kept', async () => {
  const goNext = vi.fn();
  await someMain({ secrets: ADAS_PASSWORD });
  const { user } = renderPage(<WithNext goNext={goNext} />, ON);
  await user.click(screen.getByRole('button', { name: 'Set another' }));
  await waitFor(() => expect(document.activeElement).toBe(first()));
  await user.type(first(), PASSWORD);
  await user.type(second(), 'other');
  await user.click(screen.getByRole('button', { name: 'Next' }));
  await screen.findByText('The two are not the same.');
  expect(goNext).not.toHaveBeenCalled();
});

test('a password waits in its fields until it is known whose it is', async () => {
  const bridge = await someMain();
  const { user } = renderPage(<NameAndUserPage />, { user: ON.user });
  await user.type(first(), PASSWORD);
  await user.type(second(), PASSWORD);
  await user.type(screen.getByLabelText('Host name'), 'barn');
  expect(bridge.inputsOf('secrets.set')).toEqual([]);
  await user.click(second());
  await user.click(document.body);
  const owner = { host: 'barn', user: 'ada' };
  await waitFor(() =>
    expect(bridge.inputsOf('secrets.set')).toEqual([{ kind: 'password', owner, password: PASSWORD }]),
  );
});

test('Next with one typed once says so, and the focus goes there', async () => {
  const goNext = vi.fn();
  await someMain({ secrets: ADAS_PASSWORD });
  const { user } = renderPage(<WithNext goNext={goNext} />, ON);
  await user.click(screen.getByRole('button', { name: 'Set another' }));
  await user.type(first(), PASSWORD);
  await user.click(second());
  expect(screen.queryByText(/^Type it again/)).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Next' }));
  await screen.findByText(/^Type it again/);
  await waitFor(() => expect(document.activeElement).toBe(second()));
  expect(goNext).not.toHaveBeenCalled();
});

test('what is typed can be looked at before it goes', async () => {
  const bridge = await someMain();
  const { user } = renderPage(<NameAndUserPage />, ON);
  await user.type(first(), PASSWORD);
  await user.type(second(), PASSWORD);
  await user.click(screen.getByRole('button', { name: 'Show Password again' }));
  expect([second().type, second().value]).toEqual(['text', PASSWORD]);
  expect(bridge.inputsOf('secrets.set')).toEqual([]);
});

test('a focus that was in the fields is not lost when they go', async () => {
  await someMain();
  const { user } = renderPage(<WithNext goNext={() => undefined} />, ON);
  await user.type(first(), PASSWORD);
  await user.type(second(), PASSWORD);
  // As the keys of the frame do it: the field keeps the focus.
  fireEvent.click(screen.getByRole('button', { name: 'Next' }));
  const change = await screen.findByRole('button', { name: 'Set another' });
  await waitFor(() => expect(document.activeElement).toBe(change));
});

test('leaving the page takes what is good along, and forgets the rest', async () => {
  const bridge = await someMain();
  const page = renderPage(<NameAndUserPage />, ON);
  await page.user.type(first(), PASSWORD);
  await page.user.type(second(), PASSWORD);
  page.unmount();
  await waitFor(() => expect(bridge.inputsOf('secrets.set')).toHaveLength(1));

  const again = renderPage(<NameAndUserPage />, ON);
  await again.user.click(screen.getByRole('button', { name: 'Set another' }));
  await again.user.type(first(), 'half');
  again.unmount();
  renderPage(<NameAndUserPage />, ON);
  await userClicks('Set another');
  expect([first().value, bridge.inputsOf('secrets.set').length]).toEqual(['', 1]);

  async function userClicks(name: string): Promise<void> {
    await again.user.click(screen.getByRole('button', { name }));
  }
});

test('switching it off forgets it in main, too', async () => {
  const bridge = await someMain({ secrets: ADAS_PASSWORD });
  const { user, store } = renderPage(<NameAndUserPage />, { ...ON, ssh: { enable: true, passwordLogin: true } });
  await user.click(screen.getByRole('checkbox', { name: /Also set a password/ }));
  expect(store.get().answers).toMatchObject({ user: { password: 'none' } });
  // Nobody sees its box any more.
  expect(store.get().answers.ssh).toEqual({ enable: true });
  expect(bridge.inputsOf('secrets.forget')).toEqual([{ what: { kind: 'password', owner: ADA } }]);
});
