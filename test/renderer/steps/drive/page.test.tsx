import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ChosenImage } from '../../../../src/contract/window/images.ts';
import { AppError } from '../../../../src/core/errors/app-error.ts';
import { DONE } from '../build/build-views.ts';
import { aWindowDrive, drivesTopic, flashTopic, idOf, IMAGE, NO_SECRETS, PREFERENCES } from './card-topics.ts';
import { openDrive } from './open-drive.tsx';

const radio = (name: string): HTMLElement => screen.getByRole('radio', { name });
const dialog = (): HTMLElement => screen.getByRole('alertdialog');
const A = aWindowDrive('a');
const LARGE = aWindowDrive('b', {
  name: 'Portable SSD',
  bytes: 2e12,
  verdict: { refusals: [], warnings: [{ code: 'large', facts: { bytes: 2e12 } }], heldAsLarge: true, typedName: true },
});
const SYSTEM = aWindowDrive('c', {
  name: 'NVMe SSD',
  verdict: {
    refusals: [{ code: 'system', facts: { path: '/', device: '/dev/nvme0n1p2', count: 3 } }],
    ...{ warnings: [], heldAsLarge: false, typedName: false },
  },
});

test('drives are watched as long as the page is there', async () => {
  const { bridge, unmount } = await openDrive({ drives: drivesTopic() });
  expect(bridge.inputsOf('drives.watch')).toEqual([{ on: true }]);
  unmount();
  await waitFor(() => expect(bridge.inputsOf('drives.watch')).toEqual([{ on: true }, { on: false }]));
});

test('space chooses a drive; a refused one stays in the list with its reason and is not chosen', async () => {
  const { bridge, user } = await openDrive({ drives: drivesTopic({ drives: [A, SYSTEM] }) });
  await user.click(radio('NVMe SSD'));
  radio('NVMe SSD').focus();
  await user.keyboard(' ');
  expect(bridge.inputsOf('drives.choose')).toEqual([]);
  expect(screen.getByText('This computer runs from it. It can never be chosen.')).toBeTruthy();
  radio('Stick a').focus();
  await user.keyboard(' ');
  expect(bridge.inputsOf('drives.choose')).toEqual([{ ids: [A.id] }]);
});

test('a large drive carries the way out, which asks first', async () => {
  const { bridge, user } = await openDrive({ drives: drivesTopic({ drives: [LARGE] }) });
  await user.click(screen.getByRole('button', { name: 'Allow large drives…' }));
  expect(document.activeElement?.textContent).toBe('Cancel');
  expect(bridge.inputsOf('drives.allowLarge')).toEqual([]);
  await user.click(within(dialog()).getByRole('button', { name: 'Allow large drives' }));
  expect(bridge.inputsOf('drives.allowLarge')).toEqual([{ allow: true }]);
});

test.each([
  ['nothing is plugged in', drivesTopic(), 'No drive is plugged in'],
  ['all are refused', drivesTopic({ drives: [SYSTEM] }), 'No drive can be written'],
  ['all are hidden', drivesTopic({ hidden: 2 }), 'There is no card in the reader'],
  [
    'listing failed',
    drivesTopic({ state: 'failed', error: { code: 'unexpected', facts: { detail: 'lsblk' } } }),
    'The drives could not be listed',
  ],
])('the list says why nothing can be chosen: %s', async (_, drives, says) => {
  await openDrive({ drives });
  expect(screen.getByText(says)).toBeTruthy();
});

test('a failed listing keeps the drives of the one before', async () => {
  const error = { code: 'unexpected', facts: { detail: 'lsblk' } } as const;
  await openDrive({ drives: drivesTopic({ state: 'failed', error, drives: [A] }) });
  expect(radio('Stick a')).toBeTruthy();
});

test('nothing can be started before a drive is chosen, and then exactly that one is', async () => {
  const { bridge, user } = await openDrive({ drives: drivesTopic({ drives: [A] }) });
  const start = (): HTMLElement => screen.getByRole('button', { name: 'Write…' });
  expect(start()).toHaveProperty('disabled', true);
  act(() => bridge.publish('drives', drivesTopic({ drives: [A], chosen: [A.id] })));
  expect(screen.getByText('You will be asked to confirm.')).toBeTruthy();
  await user.click(start());
  expect(bridge.inputsOf('flash.start')).toEqual([{ image: IMAGE.id, targets: [A.id], onlyChanged: false }]);
});

test('only what differs is written when that is ticked, until the page is left', async () => {
  const { bridge, user } = await openDrive({ drives: drivesTopic({ drives: [A], chosen: [A.id] }) });
  await user.click(screen.getByRole('checkbox', { name: /^Write only what differs/ }));
  await user.click(screen.getByRole('button', { name: 'Write…' }));
  expect(bridge.inputsOf('flash.start')).toEqual([{ image: IMAGE.id, targets: [A.id], onlyChanged: true }]);
});

test('a Pi is written what was built for it, whatever image file was opened since', async () => {
  const file: ChosenImage = { ...IMAGE, id: idOf('e'), kind: 'file', name: 'backup.img', host: null };
  const build = { ...DONE, result: { image: IMAGE.id, bytes: 1, name: 'greenhouse.img' } };
  const drives = drivesTopic({ drives: [A], chosen: [A.id] });
  const { bridge, user } = await openDrive({ drives, build, image: file }, { 'images.useBuilt': () => IMAGE });
  expect(screen.queryByText(/backup.img/)).toBeNull();
  expect(screen.getByRole('button', { name: 'Write…' })).toHaveProperty('disabled', true);
  expect(bridge.inputsOf('images.useBuilt')).toEqual([{ id: IMAGE.id }]);
  act(() => bridge.publish('image', IMAGE));
  await user.click(screen.getByRole('button', { name: 'Write…' }));
  expect(bridge.inputsOf('flash.start')).toMatchObject([{ image: IMAGE.id }]);
});

test('what the card needs is asked for here, goes to main once, and keeps the start from being pressed', async () => {
  const needs = {
    host: 'greenhouse',
    user: 'ada',
    password: true,
    wifi: [],
    country: null,
    takesWifi: false,
    tailscale: false,
  };
  const { bridge, user } = await openDrive({
    image: { ...IMAGE, needs },
    drives: drivesTopic({ drives: [A], chosen: [A.id] }),
  });
  expect(screen.getByText('Give what the card needs.')).toBeTruthy();
  await user.type(screen.getByLabelText('Password of ada'), 'correct horse');
  await user.click(screen.getByRole('button', { name: 'Use it' }));
  const owner = { host: 'greenhouse', user: 'ada' };
  expect(bridge.inputsOf('secrets.set')).toEqual([{ kind: 'password', owner, password: 'correct horse' }]);
  // Another user's is not this one's.
  act(() => bridge.publish('secrets', { ...NO_SECRETS, passwords: [{ host: 'greenhouse', user: 'bob' }] }));
  expect(screen.getByText('Give what the card needs.')).toBeTruthy();
  act(() => bridge.publish('secrets', { ...NO_SECRETS, passwords: [owner] }));
  expect(screen.queryByLabelText('Password of ada')).toBeNull();
  expect(screen.getByText('You will be asked to confirm.')).toBeTruthy();
});

test('several are check boxes, once that is switched on', async () => {
  const B = aWindowDrive('d');
  const { bridge, user } = await openDrive({
    preferences: { ...PREFERENCES, severalCards: true },
    drives: drivesTopic({ drives: [A, B], chosen: [A.id] }),
  });
  await user.click(screen.getByRole('checkbox', { name: 'Stick d' }));
  expect(bridge.inputsOf('drives.choose')).toEqual([{ ids: [A.id, B.id] }]);
});

test('what main refuses is said, and nothing was written', async () => {
  const refuse = (): never => {
    throw new AppError('drive-lost', { device: 'Stick a' });
  };
  const { user } = await openDrive({ drives: drivesTopic({ drives: [A], chosen: [A.id] }) }, { 'flash.start': refuse });
  await user.click(screen.getByRole('button', { name: 'Write…' }));
  expect(await screen.findByText(/Stick a is gone/)).toBeTruthy();
  expect(screen.getByText(/Nothing was written/)).toBeTruthy();
});

test('a job that did not begin can be told of in a report', async () => {
  const error = { code: 'no-elevation', facts: {} } as const;
  await openDrive({ drives: drivesTopic(), flash: flashTopic({ state: 'failed', begun: false, error }) });
  expect(screen.getByRole('button', { name: 'Copy the diagnosis for a report' })).toBeTruthy();
});
