import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { ChosenImage } from '../../../src/contract/window/images.ts';
import type { ProjectInfo } from '../../../src/contract/window/projects.ts';
import { WRITING_CARD } from '../../e2e/states/writes.ts';
import { HALF, openApp } from '../frame/open-app.tsx';

const ID = '0123456789abcdef0123456789abcdef';
const OTHER = 'fedcba9876543210fedcba9876543210';

const PROJECT: ProjectInfo = { id: ID, name: 'garden', shown: '~/garden', hosts: ['greenhouse'], release: '26.05' };

const IMAGE: ChosenImage = {
  id: ID,
  kind: 'file',
  name: 'nixos.img.zst',
  shown: '~/nixos.img.zst',
  bytes: 3_220_000_000,
  givenBytes: 1_060_000_000,
  format: 'zstd',
  host: null,
  nixos: null,
  board: null,
  seed: 'refuses',
  needs: null,
};

function title(): string | null {
  return screen.getByRole('heading', { level: 1 }).textContent;
}

async function press(user: { click: (element: Element) => Promise<void> }, name: RegExp): Promise<void> {
  await user.click(await screen.findByRole('button', { name }));
}

describe('a new Pi', () => {
  test('begins at the first step, in no project', async () => {
    const { user, bridge, store } = await openApp();
    await press(user, /^New Pi/);
    await waitFor(() => expect(title()).toBe('Board'));
    expect(bridge.inputsOf('projects.close')).toHaveLength(1);
    expect(store.get()).toMatchObject({ way: 'pi', step: 'board', answers: {} });
  });

  test('asks before answers are lost that are in no project, with the focus on Cancel', async () => {
    const { user, store } = await openApp({ draft: { ...HALF, answers: { board: 'pi4', hostName: 'greenhouse' } } });
    await press(user, /^New Pi/);
    const question = screen.getByRole('alertdialog', { name: 'Begin a new Pi?' });
    expect(question.textContent).toContain('The answers for greenhouse are replaced.');
    expect(document.activeElement).toBe(within(question).getByRole('button', { name: 'Cancel' }));
    await user.keyboard('{Escape}');
    expect(store.get().answers).toHaveProperty('hostName', 'greenhouse');
    await press(user, /^New Pi/);
    await press(user, /^Begin anew/);
    await waitFor(() => expect(store.get().answers).toEqual({}));
  });
});

test('a draft is gone on with where it was left', async () => {
  const { user } = await openApp({ draft: { ...HALF, answers: { board: 'pi4', hostName: 'greenhouse' } } });
  expect(screen.getByText('Your answers are kept. You were at: Name and user.')).toBeTruthy();
  await press(user, /^Go on with greenhouse/);
  expect(title()).toBe('Name and user');
});

test('without a draft there is nothing to go on with', async () => {
  await openApp();
  expect(screen.queryByRole('button', { name: /^Go on/ })).toBeNull();
});

describe('a project', () => {
  const draft = { ...HALF, step: 'review', answers: { board: 'pi4', hostName: 'greenhouse' } } as const;

  test('of one host opens at it', async () => {
    const { user, bridge, store } = await openApp({
      calls: {
        'projects.open': () => PROJECT,
        'projects.useHost': () => ({ draft: { ...draft, visited: [...draft.visited] }, dropped: [] }),
      },
    });
    await press(user, /^Open a project/);
    await waitFor(() => expect(bridge.inputsOf('projects.useHost')).toEqual([{ id: ID, host: 'greenhouse' }]));
    await waitFor(() => expect(store.get().answers).toEqual(draft.answers));
  });

  describe('when there are answers in no project', () => {
    const mine = { ...HALF, answers: { board: 'pi4', hostName: 'mine' } } as const;
    const when = '2026-11-03T10:00:00.000Z';
    const recent = { id: ID, name: 'garden', shown: '~/garden', hosts: ['greenhouse'], when };
    const calls = {
      'projects.open': () => PROJECT,
      'projects.recent': () => [recent],
      'projects.openRecent': () => PROJECT,
      'projects.useHost': () => ({
        draft: { ...draft, visited: [...draft.visited] },
        dropped: [{ path: 'wifi.psk', code: 'unknown-setting' as const, facts: { name: 'psk', nearest: null } }],
      }),
    };

    test.each([
      ['a project', /^Open a project/],
      ['a recent one', /^garden/],
      ['the demo', /^Try it without a card/],
    ])('%s does not take their place unasked', async (_, name) => {
      const { user, bridge, store } = await openApp({ draft: mine, calls, facts: { demo: true } });
      await press(user, name);
      const question = await screen.findByRole('alertdialog', { name: 'Replace your answers?' });
      expect(question.textContent).toContain('The answers for mine are replaced.');
      await user.keyboard('{Escape}');
      expect([bridge.inputsOf('projects.useHost'), bridge.inputsOf('draft.discard')]).toEqual([[], []]);
      expect(store.get().answers).toEqual(mine.answers);
      await press(user, name);
      await press(user, /^Replace$/);
      await waitFor(() => expect(store.get().answers).not.toEqual(mine.answers));
    });

    test('and what could not be taken over is said', async () => {
      const { user } = await openApp({ draft: mine, calls });
      await press(user, /^Open a project/);
      await press(user, /^Replace$/);
      expect(await screen.findByText('One thing of the file was left out')).toBeTruthy();
    });

    test('they become one more host unasked: nothing of them is lost', async () => {
      const { user, bridge } = await openApp({
        draft: mine,
        calls: { ...calls, 'projects.open': () => ({ ...PROJECT, hosts: ['greenhouse', 'barn'] }) },
      });
      await press(user, /^Open a project/);
      await press(user, /^A new Pi in this project/);
      await waitFor(() => expect(bridge.inputsOf('projects.useHost')).toEqual([{ id: ID, host: null }]));
    });
  });

  test('of several asks which, or a new one', async () => {
    const { user, bridge } = await openApp({
      calls: {
        'projects.open': () => ({ ...PROJECT, hosts: ['greenhouse', 'barn'] }),
        'projects.useHost': () => ({ draft: { ...draft, visited: [...draft.visited] }, dropped: [] }),
      },
    });
    await press(user, /^Open a project/);
    const choice = await screen.findByRole('dialog', { name: 'Which Pi?' });
    expect(
      within(choice)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual(['greenhouse', 'barn', 'A new Pi in this project', 'Cancel']);
    await press(user, /^barn/);
    await waitFor(() => expect(bridge.inputsOf('projects.useHost')).toEqual([{ id: ID, host: 'barn' }]));
  });

  test('that cannot be opened is said in words, and the page stays', async () => {
    const { user } = await openApp({
      calls: {
        'projects.open': () => {
          throw new AppError('project-newer', { file: 'flake.nix' });
        },
      },
    });
    await press(user, /^Open a project/);
    expect((await screen.findByRole('alert')).textContent).toMatch(/newer/);
    expect(title()).toBe('Make a card for a Raspberry Pi');
  });

  test('that nobody chose changes nothing', async () => {
    const { user, bridge } = await openApp({ calls: { 'projects.open': () => null } });
    await press(user, /^Open a project/);
    expect(bridge.inputsOf('projects.open')).toHaveLength(1);
    expect(title()).toBe('Make a card for a Raspberry Pi');
  });
});

describe('an image file', () => {
  test('is chosen, and leads to the drive alone', async () => {
    const { user } = await openApp({ calls: { 'images.openFile': () => IMAGE }, topics: { image: IMAGE } });
    await press(user, /^Flash an image file/);
    await waitFor(() => expect(title()).toBe('Drive'));
    expect(within(screen.getAllByRole('navigation')[0]!).getAllByRole('listitem')).toHaveLength(3);
  });

  test('is dropped anywhere', async () => {
    await openApp({ dropped: () => IMAGE, topics: { image: IMAGE } });
    const file = new File(['x'], 'nixos.img.zst');
    fireEvent.drop(document.body, { dataTransfer: { files: [file], types: ['Files'] } });
    await waitFor(() => expect(title()).toBe('Drive'));
  });

  test('that is none is said in words', async () => {
    await openApp({
      dropped: () => {
        throw new AppError('image-unknown-format', { image: 'cat.jpg', what: 'other' });
      },
    });
    fireEvent.drop(document.body, { dataTransfer: { files: [new File(['x'], 'cat.jpg')], types: ['Files'] } });
    const said = await screen.findByRole('dialog', { name: 'The file cannot be flashed' });
    expect(said.textContent).toContain('cat.jpg');
  });

  test('is opened with the app, and taken up once', async () => {
    const { bridge } = await openApp({
      calls: { 'images.openedSeen': () => undefined },
      topics: { image: IMAGE, opened: { ok: true, image: ID } },
    });
    await waitFor(() => expect(title()).toBe('Drive'));
    expect(bridge.inputsOf('images.openedSeen')).toHaveLength(1);
  });

  test('that is dropped while a card is being written waits for another time', async () => {
    const { bridge, store } = await openApp({ dropped: () => IMAGE, topics: { flash: WRITING_CARD } });
    fireEvent.drop(document.body, { dataTransfer: { files: [new File(['x'], 'nixos.img')], types: ['Files'] } });
    expect(await screen.findByRole('dialog', { name: 'A card is being written' })).toBeTruthy();
    expect(store.get().way).toBe('pi');
    expect(bridge.transcript()).not.toContain(IMAGE.name);
  });

  test('that was opened with the app and is none is said in words', async () => {
    await openApp({
      calls: { 'images.openedSeen': () => undefined },
      topics: {
        opened: { ok: false, error: { code: 'image-unknown-format', facts: { image: 'cat.jpg', what: 'other' } } },
      },
    });
    expect((await screen.findByRole('dialog', { name: 'The file cannot be flashed' })).textContent).toContain(
      'cat.jpg',
    );
    expect(title()).toBe('Make a card for a Raspberry Pi');
  });
});

describe('recent', () => {
  const when = '2026-11-03T10:00:00.000Z';

  test('lists what main has, and opens it by its offer', async () => {
    const { user, bridge } = await openApp({
      calls: {
        'projects.recent': () => [{ id: ID, name: 'garden', shown: '~/garden', hosts: ['greenhouse'], when }],
        'images.recent': () => [
          { id: OTHER, name: 'nixos.img', shown: '~/nixos.img', bytes: 31_900_000_000, at: '2026-10-12' },
        ],
        'projects.openRecent': () => PROJECT,
        'projects.useHost': () => ({ draft: HALF, dropped: [] }),
      },
    });
    const table = await screen.findByRole('table', { name: 'Recent' });
    expect(
      within(table)
        .getAllByRole('row')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'NameWhatDate',
      'garden~/gardenProject of greenhouse3 Nov 2026',
      'nixos.img~/nixos.imgImage file, 31.9\u00a0GB12 Oct 2026',
    ]);
    await press(user, /^garden/);
    await waitFor(() => expect(bridge.inputsOf('projects.openRecent')).toEqual([{ id: ID }]));
  });
});

describe('the demo', () => {
  test('is offered when it was asked for, and leads to the page before building', async () => {
    const { user } = await openApp({ facts: { demo: true } });
    await press(user, /^Try it without a card/);
    await waitFor(() => expect(title()).toBe('Review'));
  });

  test('is not offered otherwise', async () => {
    await openApp();
    expect(screen.queryByRole('button', { name: /^Try it/ })).toBeNull();
  });
});
