import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { createDeferred } from '../../../../src/core/jobs/deferred.ts';
import { AppError } from '../../../../src/core/errors/app-error.ts';
import type { Preview } from '../../../../src/contract/window/projects.ts';
import type { SecretsKept } from '../../../../src/contract/window/secrets.ts';
import type { Situation } from '../../../../renderer/state/situation.ts';
import { reviewStep } from '../../../../renderer/steps/review/step.tsx';
import { ENGLISH } from '../../../../renderer/words/use-words.ts';
import { fakeBridge } from '../../support/fake-bridge.ts';
import { ANSWERS, CALLS, SAVED, show } from './show-review.tsx';
import { CHANGED, NEW } from './some-preview.ts';

/** What these answers want from the card. */
const GIVEN: SecretsKept = {
  passwords: [{ host: 'greenhouse', user: 'ada' }],
  wifi: [{ ssid: 'Green House', security: 'wpa2' }],
  tailscaleKeys: [],
  remember: 'off',
};

test('every answer stands by its step, one press away, and secrets are named but not told', async () => {
  await fakeBridge({ calls: CALLS, topics: { secrets: GIVEN } });
  const { user, goTo } = show(ANSWERS);
  const part = (name: string): string => screen.getByRole('region', { name }).textContent;
  expect(part('Board')).toContain('Raspberry Pi 4');
  expect(part('Name and user')).toContain('greenhouse');
  expect(part('Name and user')).toContain('ada (Ada Lovelace), 1 SSH key');
  expect(part('Name and user')).toContain('Password: comes with the card');
  expect(part('Network')).toContain('Wi-Fi: Green House');
  expect(part('Network')).toContain('Passphrase of Green House: comes with the card');
  expect(part('Network')).not.toContain('Passphrase of Café');
  expect(part('Extras')).toContain('I2C');
  expect(part('Extras')).toContain('htop');
  await waitFor(() => expect(part('Where to build')).toContain('This computer'));
  await user.click(screen.getByRole('button', { name: 'Change Region' }));
  expect(goTo).toHaveBeenCalledWith('region');
});

test('a secret that nobody has typed is said to be missing, one press away from its step', async () => {
  await fakeBridge({ calls: CALLS, topics: { secrets: { ...GIVEN, passwords: [], wifi: [] } } });
  const { user, goTo } = show(ANSWERS);
  await user.click(screen.getByRole('button', { name: 'Password: still to be typed' }));
  expect(goTo).toHaveBeenLastCalledWith('name-and-user');
  await user.click(screen.getByRole('button', { name: 'Passphrase of Green House: still to be typed' }));
  expect(goTo).toHaveBeenLastCalledWith('network');
});

test('answers that are missing or wrong are counted, and Next leads to them', async () => {
  await fakeBridge({ calls: { ...CALLS, 'projects.preview': () => ({ ...NEW, complete: false }) } });
  const lacks = [{ kind: 'mend', says: { key: 'window.frame.lack.mend' } }] as const;
  const view = { id: 'board', group: 'describe', mark: { type: 'mend', lacks }, reach: { type: 'open' } } as const;
  const { user, goNext } = show({ board: 'pi9' }, { views: [view] });
  expect(screen.getByRole('region', { name: 'Board' }).textContent).toContain('Not answered yet');
  expect(screen.getByRole('region', { name: 'Board' }).textContent).toContain('1 to mend');
  await user.click(screen.getByRole('button', { name: 'Save and build' }));
  expect(goNext).toHaveBeenCalledOnce();
});

test('the files are shown with what saving changes, said and not only coloured', async () => {
  await fakeBridge({ calls: CALLS });
  const { user } = show(ANSWERS);
  const settings = await screen.findByRole('region', { name: 'hosts/greenhouse/settings.json' });
  expect(settings.textContent).toContain('removed:   "zram": false,');
  expect(settings.textContent).toContain('added:   "zram": true,');
  expect(screen.getByRole('button', { name: 'settings.json 1 change' }).getAttribute('aria-pressed')).toBe('true');
  screen.getByText('written on Nov 3, 2026');
  await user.click(screen.getByRole('button', { name: '1 more' }));
  await user.click(await screen.findByRole('menuitem', { name: /nixberry\.json/ }));
  expect((await screen.findByRole('region', { name: 'nixberry.json' })).textContent).toContain('# nixberry.json');
});

test('what saving changes of this host is in sight before what is new elsewhere', async () => {
  const [settings] = CHANGED.files;
  const other = (path: string, state: 'new' | 'changed' | 'same') => ({ path, state, since: null, lines: [] });
  const files = [
    { ...settings!, state: 'same' as const },
    other('flake.nix', 'new'),
    other('nixberry.json', 'same'),
    other('hosts/barn/settings.json', 'changed'),
    other('hosts/greenhouse/configuration.nix', 'new'),
  ];
  await fakeBridge({ calls: { ...CALLS, 'projects.preview': () => ({ ...CHANGED, files }) } });
  show(ANSWERS);
  const panel = await screen.findByRole('region', { name: 'Files of the project' });
  expect(
    within(panel)
      .getAllByRole('button')
      .map(({ textContent }) => textContent),
  ).toEqual(['configuration.nix', 'settings.json0 changes', 'settings.json', '2 more']);
});

test('the preview follows the answers', async () => {
  const bridge = await fakeBridge({ calls: CALLS });
  const { store } = show(ANSWERS);
  await waitFor(() => expect(bridge.inputsOf('projects.preview')).toHaveLength(1));
  store.answer('zram', false);
  await waitFor(() => expect(bridge.inputsOf('projects.preview')[1]?.answers).toEqual({ ...ANSWERS, zram: false }));
});

test('Next saves where the page says, and goes on when that is done', async () => {
  const bridge = await fakeBridge({
    calls: { ...CALLS, 'projects.preview': () => NEW, 'projects.save': () => SAVED },
  });
  const { user, goNext } = show(ANSWERS);
  await screen.findByText('A new project will be made in ~/Nixberry/greenhouse. It is an ordinary git repository.');
  await user.click(screen.getByRole('button', { name: 'Save and build' }));
  await waitFor(() => expect(goNext).toHaveBeenCalledOnce());
  expect(bridge.inputsOf('projects.save')).toEqual([{ answers: ANSWERS, overOutside: false }]);
});

test('Next waits until the page shows what would be saved, and then saves it', async () => {
  const shown = createDeferred<Preview>();
  const bridge = await fakeBridge({
    calls: { ...CALLS, 'projects.preview': () => shown.promise, 'projects.save': () => SAVED },
  });
  const { user, goNext } = show(ANSWERS);
  const next = screen.getByRole('button', { name: 'Save and build' });
  await waitFor(() => expect(next.getAttribute('aria-busy')).toBe('true'));
  await user.click(next);
  expect(goNext).not.toHaveBeenCalled();
  shown.resolve(NEW);
  await waitFor(() => expect(next.getAttribute('aria-busy')).toBe('false'));
  await user.click(next);
  await waitFor(() => expect(goNext).toHaveBeenCalledOnce());
  expect(bridge.inputsOf('projects.save')).toHaveLength(1);
});

test('what cannot be saved is said, and nothing goes on', async () => {
  const save = (): never => {
    throw new AppError('project-write-failed', { path: '/home/ada/Nixberry', reason: 'ENOSPC' });
  };
  await fakeBridge({ calls: { ...CALLS, 'projects.save': save } });
  const { user, goNext } = show(ANSWERS);
  await screen.findByRole('region', { name: 'hosts/greenhouse/settings.json' });
  await user.click(screen.getByRole('button', { name: 'Save and build' }));
  expect((await screen.findByRole('alert')).textContent).toContain('there is no room left');
  expect(goNext).not.toHaveBeenCalled();
});

test('the demo builds its own flake: nothing is saved for it', async () => {
  const bridge = await fakeBridge({ calls: CALLS });
  const { user, goNext } = show(ANSWERS, {}, true);
  await screen.findByRole('region', { name: 'hosts/greenhouse/settings.json' });
  expect(document.body.textContent).not.toContain('The project is in');
  await user.click(await screen.findByRole('button', { name: 'Build' }));
  expect(goNext).toHaveBeenCalledOnce();
  expect(bridge.inputsOf('projects.save')).toEqual([]);
});

test('the sentence says of the demo that nothing of these files is built', () => {
  const situation = { isDemo: true } as Situation;
  expect(reviewStep.sentence?.(situation, ENGLISH)).toMatch(/demo's own image.*None of these files/);
  expect(reviewStep.sentence?.({ ...situation, isDemo: false }, ENGLISH)).toContain('all that Nix will read');
});

test('a project that would be forgotten at the end is said to be so', async () => {
  const bridge = await fakeBridge({ calls: CALLS });
  show(ANSWERS);
  expect(screen.queryByText(/could not be noted/)).toBeNull();
  act(() => bridge.publish('projectUnnoted', { file: '~/.config/Nixberry/window/project.json', detail: 'ENOSPC' }));
  expect(screen.getByText(/could not be noted in ~.*ENOSPC.*open the project again/)).toBeTruthy();
});
