import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { NameAndUserPage } from '../../../../renderer/steps/name-and-user/page.tsx';
import { answerAt } from '../../../../renderer/state/draft-store.ts';
import { createDeferred } from '../../../../src/core/jobs/deferred.ts';
import { AppError } from '../../../../src/core/errors/app-error.ts';
import { describeKeys } from '../../../../src/node/keys/describe-keys.ts';
import { KEYS } from '../../../core/spec/some-answers.ts';
import { renderPage, type RenderedPage } from '../../support/render-page.tsx';
import { LAPTOP, someMain, WORK } from './some-main.ts';

const keysOf = ({ store }: RenderedPage): unknown => answerAt(store.get().answers, 'user.sshKeys');
const section = () => within(screen.getByRole('region', { name: 'Signing in over SSH' }));

test('the keys of this computer are told by name, kind, origin and fingerprint; the file’s is suggested', async () => {
  await someMain();
  const page = renderPage(<NameAndUserPage />);
  const laptop = await screen.findByRole<HTMLInputElement>('checkbox', { name: /ada@laptop/ });
  expect(laptop.closest('li')?.textContent).toBe(`ada@laptop Ed25519, from id_ed25519.pub${LAPTOP.fingerprint}`);
  expect(screen.getByRole('checkbox', { name: /ada@work/ }).closest('li')?.textContent).toContain(
    'RSA 2048, from the SSH agent',
  );
  await waitFor(() => expect(laptop.checked).toBe(true));
  expect(keysOf(page)).toEqual([LAPTOP.text]);
});

test('they are chosen and left out; nobody is suggested again what they left out', async () => {
  await someMain();
  const page = renderPage(<NameAndUserPage />);
  await waitFor(() => expect(keysOf(page)).toEqual([LAPTOP.text]));
  await page.user.click(screen.getByRole('checkbox', { name: /ada@work/ }));
  expect(keysOf(page)).toEqual([LAPTOP.text, WORK.text]);
  await page.user.click(screen.getByRole('checkbox', { name: /ada@laptop/ }));
  await page.user.click(screen.getByRole('checkbox', { name: /ada@work/ }));
  expect(keysOf(page)).toEqual([]);
});

test('a pasted key is read back, and can be removed', async () => {
  await someMain();
  const page = renderPage(<NameAndUserPage />);
  await waitFor(() => expect(keysOf(page)).toEqual([LAPTOP.text]));
  await page.user.click(screen.getByRole('button', { name: 'Paste a key' }));
  expect(document.activeElement).toBe(screen.getByLabelText('Public keys'));
  await page.user.paste(`  ${KEYS.nistp256} bob \n\n`);
  await page.user.click(screen.getByRole('button', { name: 'Add' }));
  await screen.findByText('1 key added.');
  expect(keysOf(page)).toEqual([LAPTOP.text, `${KEYS.nistp256} bob`]);
  expect(screen.queryByLabelText('Public keys')).toBeNull();
  expect(section().getByText('ECDSA 256')).toBeTruthy();
  await page.user.click(screen.getByRole('button', { name: 'Remove bob' }));
  expect(keysOf(page)).toEqual([LAPTOP.text]);
});

test('a removed key leaves the focus with the next one, and the last with what adds one', async () => {
  await someMain({ found: [] });
  const sshKeys = [KEYS.ed25519, `${KEYS.nistp256} bob`, `${KEYS.rsa2048.split(' ').slice(0, 2).join(' ')} eve`];
  const { user } = renderPage(<NameAndUserPage />, { user: { sshKeys } });
  await user.click(await screen.findByRole('button', { name: 'Remove bob' }));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Remove eve' })));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Paste a key' })));
});

test('what is wrong in a paste is told line by line, and the good lines are taken', async () => {
  await someMain({ found: [] });
  const page = renderPage(<NameAndUserPage />);
  await page.user.click(screen.getByRole('button', { name: 'Paste a key' }));
  await page.user.paste(`hello\n${KEYS.ed25519}\n${KEYS.ed25519} again`);
  await page.user.click(screen.getByRole('button', { name: 'Add' }));
  await screen.findByText(/Line 1: This is no public key/);
  expect(keysOf(page)).toEqual([KEYS.ed25519]);
});

test('a private key is refused, and is nowhere afterwards', async () => {
  const secret = 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ';
  await someMain({ found: [] });
  const page = renderPage(<NameAndUserPage />);
  await page.user.click(screen.getByRole('button', { name: 'Paste a key' }));
  await page.user.paste(`-----BEGIN OPENSSH PRIVATE KEY-----\n${secret}\n-----END OPENSSH PRIVATE KEY-----`);
  await page.user.click(screen.getByRole('button', { name: 'Add' }));
  await screen.findByText(/This is a private key. It was not kept/);
  expect(screen.getByLabelText<HTMLTextAreaElement>('Public keys').value).toBe('');
  expect(document.body.innerHTML + JSON.stringify(page.store.get())).not.toContain(secret);
});

test('the keys of a file are added; without a file nothing happens', async () => {
  let answer: (ReturnType<typeof describeKeys> & { name: string }) | null = null;
  await someMain({ found: [], calls: { 'keys.openFile': () => answer } });
  const page = renderPage(<NameAndUserPage />);
  await page.user.click(screen.getByRole('button', { name: 'From a file…' }));
  expect(section().queryByText(/added|already/)).toBeNull();
  answer = { name: 'authorized_keys', ...describeKeys(`${KEYS.ed25519}\n${KEYS.nistp256}`) };
  await page.user.click(screen.getByRole('button', { name: 'From a file…' }));
  await screen.findByText('2 keys added.');
  await page.user.click(screen.getByRole('button', { name: 'From a file…' }));
  await screen.findByText('No new key, 2 were there already.');
});

test('a file that cannot be read is told', async () => {
  const unreadable = new AppError('answers-unreadable', { file: 'photo.jpg', reason: 'EILSEQ' });
  await someMain({ calls: { 'keys.openFile': () => Promise.reject(unreadable) } });
  const { user } = renderPage(<NameAndUserPage />);
  await user.click(screen.getByRole('button', { name: 'From a file…' }));
  await screen.findByText(/photo\.jpg cannot be read: it is no text/);
});

test('GitHub is asked for an account, by Enter too, and its errors are told', async () => {
  let offline = true;
  const bridge = await someMain({
    found: [],
    calls: {
      'keys.github': ({ user }) => {
        if (offline) throw new AppError('github-keys', { user, reason: 'offline' });
        return describeKeys(KEYS.ed25519);
      },
    },
  });
  const page = renderPage(<NameAndUserPage />);
  await page.user.click(screen.getByRole('button', { name: 'From GitHub' }));
  await page.user.keyboard('../ada{Enter}');
  expect(bridge.inputsOf('keys.github')).toEqual([]);
  await page.user.clear(screen.getByLabelText('Name at GitHub'));
  await page.user.keyboard('@ada{Enter}');
  await screen.findByText(/GitHub cannot be reached\./);
  offline = false;
  await page.user.click(screen.getByRole('button', { name: 'Fetch keys' }));
  await screen.findByText('1 key added.');
  expect(bridge.inputsOf('keys.github')).toEqual([{ user: 'ada' }, { user: 'ada' }]);
});

test('a key that is chosen while others are fetched stays', async () => {
  const answer = createDeferred<ReturnType<typeof describeKeys>>();
  await someMain({ calls: { 'keys.github': () => answer.promise } });
  const page = renderPage(<NameAndUserPage />);
  await waitFor(() => expect(keysOf(page)).toEqual([LAPTOP.text]));
  await page.user.click(screen.getByRole('button', { name: 'From GitHub' }));
  await page.user.keyboard('ada{Enter}');
  await page.user.click(screen.getByRole('checkbox', { name: /ada@work/ }));
  await page.user.click(screen.getByRole('checkbox', { name: /ada@laptop/ }));
  answer.resolve(describeKeys(KEYS.nistp256));
  await screen.findByText('1 key added.');
  expect(keysOf(page)).toEqual([WORK.text, KEYS.nistp256]);
});

test('that nobody could sign in is said at once, and mended with one press', async () => {
  await someMain({ found: [] });
  const page = renderPage(<NameAndUserPage />);
  await screen.findByText(/Nobody could sign in/);
  await page.user.click(section().getByRole('button', { name: 'Also set a password' }));
  expect(screen.queryByText(/Nobody could sign in/)).toBeNull();
  expect(page.store.get().answers).toMatchObject({ user: { password: 'seed' } });
});

test('keys that an imported draft brought along are read back, broken ones told', async () => {
  await someMain({ found: [] });
  const page = renderPage(<NameAndUserPage />, { user: { sshKeys: [WORK.text, 'ssh-ed25519 AAAA'] } });
  await screen.findByText('ada@work');
  expect(screen.getByText(WORK.fingerprint)).toBeTruthy();
  await page.user.click(screen.getByRole('button', { name: 'Remove Key without a name' }));
  expect(keysOf(page)).toEqual([WORK.text]);
});

test('with SSH switched off it says so, and can be switched on', async () => {
  await someMain();
  const page = renderPage(<NameAndUserPage />, { ssh: { enable: false } });
  await screen.findByText(/Nobody could sign in/);
  await page.user.click(screen.getByRole('button', { name: 'Switch SSH on' }));
  expect(screen.queryByText(/Nobody could sign in/)).toBeNull();
});
