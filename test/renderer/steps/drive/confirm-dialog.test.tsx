import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { driveFactsSchema } from '../../../../src/contract/window/drives.ts';
import { aWindowDrive, drivesTopic, flashTopic, idOf } from './card-topics.ts';
import { openDrive } from './open-drive.tsx';

const dialog = (): HTMLElement => screen.getByRole('alertdialog');
const A = aWindowDrive('a');
const FACTS = driveFactsSchema.strip().parse(A);
const QUESTION = { id: A.id, name: A.name, drive: FACTS, warnings: [], typedName: null };
const asking = (change: Parameters<typeof flashTopic>[0] = {}) =>
  flashTopic({ state: 'asking', begun: false, questions: [QUESTION], ...change });
const drives = drivesTopic({ drives: [A], chosen: [A.id] });

test('the question names the drive, Cancel has the focus, and Enter there means no', async () => {
  const { bridge, user } = await openDrive({ drives, flash: asking() });
  expect(within(dialog()).getByRole('heading').textContent).toBe('Erase Stick a and write greenhouse?');
  for (const fact of ['31.9\u00a0GB', 'serial-a', 'Stick a, on USB']) expect(dialog().textContent).toContain(fact);
  expect(document.activeElement?.textContent).toBe('Cancel');
  await user.keyboard('{Enter}');
  expect(bridge.inputsOf('flash.answer')).toEqual([{ id: 'job', yes: false, typed: [] }]);
});

test('Escape means no, too', async () => {
  const { bridge, user } = await openDrive({ drives, flash: asking() });
  await user.keyboard('{Escape}');
  expect(bridge.inputsOf('flash.answer')).toEqual([{ id: 'job', yes: false, typed: [] }]);
});

test('while it gets ready it can be given up', async () => {
  const { bridge, user } = await openDrive({ drives, flash: null });
  expect(screen.getByRole('button', { name: 'Back' })).toBeTruthy();
  act(() => bridge.publish('flash', flashTopic({ state: 'preparing', begun: false })));
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(bridge.inputsOf('flash.cancel')).toHaveLength(1);
});

test('two of one model are told apart by what the kernel calls them', async () => {
  const twin = (id: string, kernelName: string) => ({
    ...{ ...QUESTION, id, typedName: kernelName },
    drive: { ...FACTS, kernelName, serial: null },
  });
  await openDrive({ drives, flash: asking({ questions: [twin(idOf('1'), 'sdx'), twin(idOf('2'), 'sdy')] }) });
  const known = within(dialog()).getAllByText('Known here as');
  expect(known.map((name) => name.nextElementSibling?.textContent)).toEqual(['sdx', 'sdy']);
});

test('of a file that would be overwritten it is said where it lies, and how long it becomes', async () => {
  const card = { id: idOf('9'), name: 'card.img', shown: '~/cards/card.img', bytes: 8e9, exists: true };
  const questions = [{ ...QUESTION, id: card.id, name: card.name, drive: null }];
  await openDrive({ drives: drivesTopic({ cards: [card], chosen: [card.id] }), flash: asking({ questions }) });
  expect(dialog().textContent).toContain('~/cards/card.img');
  expect(dialog().textContent).toContain('8\u00a0GB');
});

test('the red button is last, and cannot be pressed before its time', async () => {
  const { bridge, user } = await openDrive({ drives, flash: asking({ waitMs: 400 }) });
  const buttons = within(dialog()).getAllByRole('button');
  const yes = within(dialog()).getByRole('button', { name: 'Erase and write' });
  expect(buttons.at(-1)).toBe(yes);
  await user.click(yes);
  expect(bridge.inputsOf('flash.answer')).toEqual([]);
  await waitFor(() => expect(yes.getAttribute('aria-disabled')).toBeNull());
  await user.click(yes);
  expect(bridge.inputsOf('flash.answer')).toEqual([{ id: 'job', yes: true, typed: [null] }]);
});

test('a name that is asked for has to be typed, and why is said; Enter in the field does nothing', async () => {
  const warnings = [{ code: 'mounted', facts: { path: '/media/PHOTOS', device: '/dev/sda1' } }] as const;
  const questions = [{ ...QUESTION, warnings: [...warnings], typedName: 'Stick a' }];
  const { bridge, user } = await openDrive({ drives, flash: asking({ questions }) });
  const yes = within(dialog()).getByRole('button', { name: 'Erase and write' });
  const field = within(dialog()).getByLabelText('Type the name of the drive: Stick a');
  expect(dialog().textContent).toContain('Asked because it is open on this computer now.');
  await user.type(field, 'Stick');
  await user.click(yes);
  expect(bridge.inputsOf('flash.answer')).toEqual([]);
  await user.type(field, ' a{Enter}');
  expect(bridge.inputsOf('flash.answer')).toEqual([]);
  await user.click(yes);
  expect(bridge.inputsOf('flash.answer')).toEqual([{ id: 'job', yes: true, typed: ['Stick a'] }]);
});

test('of several every card is listed in the one question', async () => {
  const other = { ...QUESTION, id: idOf('e'), name: 'Stick e' };
  await openDrive({ drives, flash: asking({ questions: [QUESTION, other] }) });
  expect(within(dialog()).getByRole('heading').textContent).toBe('Erase 2 cards and write greenhouse to each?');
  expect(dialog().textContent).toContain('Stick a, on USB');
  expect(dialog().textContent).toContain('Stick e, on USB');
});

test('another job is another question: what was typed before is gone', async () => {
  const questions = [{ ...QUESTION, typedName: 'Stick a' }];
  const { bridge, user } = await openDrive({ drives, flash: asking({ questions }) });
  await user.type(within(dialog()).getByRole('textbox'), 'Stick a');
  act(() => bridge.publish('flash', asking({ id: 'another', questions })));
  expect(within(dialog()).getByRole('textbox')).toHaveProperty('value', '');
});

test('a card that goes while the question is shown closes it with one sentence', async () => {
  const { bridge } = await openDrive({ drives, flash: asking() });
  const error = { code: 'drive-lost', facts: { device: 'Stick a' } } as const;
  act(() => bridge.publish('flash', asking({ state: 'failed', questions: [], error })));
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  expect(screen.getByText(/Stick a is gone/)).toBeTruthy();
});

test('as soon as it is written the page is the next one', async () => {
  const { bridge, goTo } = await openDrive({ drives, flash: asking() });
  act(() => bridge.publish('flash', flashTopic()));
  expect(goTo).toHaveBeenCalledExactlyOnceWith('write');
});
