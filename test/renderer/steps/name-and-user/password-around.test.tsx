import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { NameAndUserPage } from '../../../../renderer/steps/name-and-user/page.tsx';
import { renderPage } from '../../support/render-page.tsx';
import { NO_SECRETS, someMain } from './some-main.ts';

const ON = { hostName: 'greenhouse', user: { name: 'ada', password: 'seed' } };

test('remembering is offered where it is possible, and where not it is said', async () => {
  const bridge = await someMain();
  const { user } = renderPage(<NameAndUserPage />, ON);
  await user.click(screen.getByRole('checkbox', { name: /Remember on this computer/ }));
  await waitFor(() => expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /Remember/ }).checked).toBe(true));
  expect(bridge.inputsOf('secrets.remember')).toEqual([{ on: true }]);
  expect(bridge.inputsOf('secrets.look')).toHaveLength(1);
});

test('without a keyring nothing is offered', async () => {
  await someMain({ secrets: { ...NO_SECRETS, remember: 'unavailable' } });
  renderPage(<NameAndUserPage />, ON);
  expect(screen.getByText(/this computer has no keyring/)).toBeTruthy();
  expect(screen.queryByRole('checkbox', { name: /Remember/ })).toBeNull();
});

test('sudo with a password that is not there is told at once, and mended with one press', async () => {
  await someMain();
  const { user, store } = renderPage(<NameAndUserPage />);
  await user.click(screen.getByRole('radio', { name: /Only with the password/ }));
  expect(screen.getByText(/sudo would ask for a password, and there is none/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Also set a password' }));
  expect(store.get().answers).toMatchObject({ user: { sudo: 'with-password', password: 'seed' } });
  expect(screen.queryByText(/sudo would ask/)).toBeNull();
});
