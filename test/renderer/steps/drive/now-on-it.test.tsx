import { act, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { driveFactsSchema, type DriveContent, type WindowDrive } from '../../../../src/contract/window/drives.ts';
import { aWindowDrive, drivesTopic, EMPTY, flashTopic } from './card-topics.ts';
import { openDrive } from './open-drive.tsx';

const FIRMWARE = { device: '/dev/sda1', bytes: 134e6, fsType: 'vfat', label: 'FIRMWARE', mounts: [], usedBytes: 3e7 };
const SYSTEM = { device: '/dev/sda2', bytes: 31.7e9, fsType: 'ext4', label: 'NIXOS_SD', mounts: [], usedBytes: 2.87e9 };
const GREENHOUSE = {
  kind: 'nixberry',
  host: 'greenhouse',
  nixos: '26.05',
  writtenAt: '2026-11-03T14:32:00.000Z',
} as const;

const drive = (content: Partial<DriveContent>, change: Partial<WindowDrive> = {}): WindowDrive =>
  aWindowDrive('a', { content: { ...EMPTY, ...content }, ...change });
const shown = (one: WindowDrive) => openDrive({ drives: drivesTopic({ drives: [one], chosen: [one.id] }) });

test('whose card it is, in place of its parts, and how full it is', async () => {
  await shown(drive({ partitions: [FIRMWARE, SYSTEM], card: GREENHOUSE }));
  const says = /Now on it: greenhouse, NixOS 26\.05, written by Nixberry on Nov\s3,\s2026\. 2\.9\sGB used\./;
  expect(screen.getByText(says)).toBeTruthy();
});

test('how full it is only where all of it is known', async () => {
  await shown(drive({ partitions: [FIRMWARE, { ...SYSTEM, usedBytes: null }] }));
  expect(screen.getByText(/^Now on it: FIRMWARE \(vfat\)/).textContent).not.toMatch(/used/);
});

test.each([
  [
    'unfinished',
    { kind: 'unfinished', startedAt: '2026-11-03T14:32:00.000Z' },
    /began to write it on Nov\s3,\s2026 at .* and was interrupted/,
  ],
  [
    'unfinished, nobody knows when',
    { kind: 'unfinished', startedAt: null },
    'Nixberry began to write it and was interrupted. It cannot start a Pi.',
  ],
  ['empty', { kind: 'other', what: 'empty' }, 'Its beginning is empty, and this computer finds nothing on it.'],
  ['of a newer Nixberry', { kind: 'other', what: 'newer' }, 'A newer Nixberry has written it.'],
] as const)('says that a card is %s', async (_, card, says) => {
  await shown(drive({ card }));
  expect(screen.getByText(says)).toBeTruthy();
});

test('zeros at its start are not said to be nothing where the system has found something', async () => {
  await shown(drive({ fsType: 'btrfs', label: 'Archive', card: { kind: 'other', what: 'empty' } }));
  expect(screen.getByText(/Now on it: Archive \(btrfs\)\./)).toBeTruthy();
});

test('zeros at its start are not said to be nothing where the system could not look', async () => {
  await shown(drive({ known: false, card: { kind: 'other', what: 'empty' } }));
  expect(document.body.textContent).not.toContain('Its beginning is empty');
});

test('what a card says of itself plays no tricks', async () => {
  await shown(drive({ card: { ...GREENHOUSE, host: 'a\u202Eb' } }));
  expect(screen.getByText(/a\uFFFDb, NixOS/)).toBeTruthy();
});

test('the question says the same, part by part', async () => {
  const one = drive({ partitions: [FIRMWARE, SYSTEM], card: GREENHOUSE });
  const questions = [
    { id: one.id, name: one.name, drive: driveFactsSchema.strip().parse(one), warnings: [], typedName: null },
  ];
  const flash = flashTopic({ state: 'asking', begun: false, questions });
  await openDrive({ drives: drivesTopic({ drives: [one], chosen: [one.id] }), flash });
  const now = within(screen.getByRole('alertdialog')).getByText('Now on it').nextElementSibling;
  expect([...(now?.children ?? [])].map((part) => part.textContent.replaceAll('\u00a0', ' '))).toEqual([
    'FIRMWARE (vfat), 134 MB, 30 MB used',
    'NIXOS_SD (ext4), 31.7 GB, 2.9 GB used',
    'greenhouse, NixOS 26.05, written by Nixberry on Nov 3, 2026',
  ]);
});

const LOOK = { name: /Look at what is on it…$/ };

test('a drive can be looked at without choosing it, and that be given up', async () => {
  const one = drive({}, { look: { state: 'can', error: null } });
  const { bridge, user } = await openDrive({ drives: drivesTopic({ drives: [one] }) });
  expect(screen.getByText('You may be asked for your password.')).toBeTruthy();
  await user.click(screen.getByRole('button', LOOK));
  expect(bridge.inputsOf('drives.look')).toEqual([{ id: one.id }]);
  expect(bridge.inputsOf('drives.choose')).toEqual([]);
  act(() => bridge.publish('drives', drivesTopic({ drives: [{ ...one, look: { state: 'running', error: null } }] })));
  expect(screen.getByRole('button', LOOK).getAttribute('aria-busy')).toBe('true');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(bridge.inputsOf('drives.stopLooking')).toHaveLength(1);
});

test('one at a time: the others say why not', async () => {
  const running = drive({}, { look: { state: 'running', error: null } });
  const other = aWindowDrive('b', { look: { state: 'can', error: null } });
  const { bridge, user } = await openDrive({ drives: drivesTopic({ drives: [running, other] }) });
  const [, second] = screen.getAllByRole('button', LOOK);
  if (!second) throw new Error('there is one button');
  expect(second.getAttribute('aria-disabled')).toBe('true');
  await user.click(second);
  expect(bridge.inputsOf('drives.look')).toEqual([]);
});

test('why it could not be read stands in its row, and nothing is offered that is known, or refused', async () => {
  const failed = drive({}, { look: { state: 'can', error: { code: 'no-elevation', facts: {} } } });
  const known = aWindowDrive('b', { content: { ...EMPTY, card: GREENHOUSE } });
  const verdict = {
    refusals: [{ code: 'read-only', facts: {} }],
    warnings: [],
    heldAsLarge: false,
    typedName: false,
  } as const;
  const locked = aWindowDrive('c', {
    look: { state: 'can', error: null },
    verdict: { ...verdict, refusals: [...verdict.refusals], warnings: [] },
  });
  await openDrive({ drives: drivesTopic({ drives: [failed, known, locked] }) });
  expect(screen.getByText(/root/)).toBeTruthy();
  expect(screen.getAllByRole('button', LOOK)).toHaveLength(1);
});
