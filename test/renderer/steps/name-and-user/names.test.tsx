import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { NameAndUserPage } from '../../../../renderer/steps/name-and-user/page.tsx';
import { renderPage } from '../../support/render-page.tsx';
import { someMain } from './some-main.ts';

test('the user is called as on this computer, until somebody says otherwise', async () => {
  await someMain();
  const { user, store } = renderPage(<NameAndUserPage />);
  const field = screen.getByLabelText<HTMLInputElement>('User name');
  await waitFor(() => expect(field.value).toBe('ada'));
  await user.clear(field);
  await user.type(field, 'grace');
  expect(store.get().answers).toMatchObject({ user: { name: 'grace' } });
});

test.each([
  ['root', ''],
  ['Käthe Kruse', 'kathe-kruse'],
  [null, ''],
])('%s on this computer is %s on the Pi', async (user, name) => {
  await someMain({ user });
  const { store } = renderPage(<NameAndUserPage />);
  // The keys are suggested after the user.
  await waitFor(() => expect(store.get().answers).toHaveProperty('user.sshKeys'));
  expect(screen.getByLabelText<HTMLInputElement>('User name').value).toBe(name);
});

test('an answer that is there stays', async () => {
  await someMain();
  const { store } = renderPage(<NameAndUserPage />, { user: { name: '' } });
  await waitFor(() => expect(store.get().answers).toHaveProperty('user.sshKeys'));
  expect(store.get().answers).toMatchObject({ user: { name: '' } });
});

test('a wrong host name is told of when the field is left, and mended with one press', async () => {
  await someMain();
  const { user, store } = renderPage(<NameAndUserPage />);
  const field = screen.getByLabelText('Host name');
  await user.type(field, 'Green_House');
  expect(field.getAttribute('aria-invalid')).toBeNull();
  await user.tab();
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText(/Use a to z, 0 to 9 and hyphens/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Use green-house' }));
  expect(store.get().answers).toMatchObject({ hostName: 'green-house' });
  await waitFor(() => expect(document.activeElement).toBe(field));
  expect(field.getAttribute('aria-invalid')).toBeNull();
});

test('names to begin with are offered, and go away', async () => {
  await someMain();
  const { user, store } = renderPage(<NameAndUserPage />, { board: 'pi4', user: { name: 'ada' } });
  expect(screen.getByRole('button', { name: 'pi4' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'ada-pi' }));
  expect(store.get().answers).toMatchObject({ hostName: 'ada-pi' });
  expect(screen.queryByRole('button', { name: 'pi4' })).toBeNull();
});

test('a name that the system needs itself is refused', async () => {
  await someMain();
  const { user } = renderPage(<NameAndUserPage />, { user: { name: 'sshd' } });
  await user.click(screen.getByLabelText('User name'));
  await user.tab();
  expect(screen.getByText('The system itself has a user of this name. Choose another.')).toBeTruthy();
});
