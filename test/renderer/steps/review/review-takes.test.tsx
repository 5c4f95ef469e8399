import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AppError } from '../../../../src/core/errors/app-error.ts';
import type { Draft } from '../../../../src/contract/window/draft.ts';
import { fakeBridge } from '../../support/fake-bridge.ts';
import { ANSWERS, CALLS, SAVED, show } from './show-review.tsx';
import { CHANGED, ID, PROJECT } from './some-preview.ts';

test('a file that somebody else has changed wants a decision first', async () => {
  const bridge = await fakeBridge({
    calls: {
      ...CALLS,
      'projects.preview': () => ({ ...CHANGED, changedOutside: true }),
      'projects.save': () => SAVED,
    },
    topics: { project: PROJECT },
  });
  const { user } = show(ANSWERS);
  await screen.findByText('Somebody else has changed these settings');
  within(screen.getByRole('contentinfo')).getByText('Decide first what becomes of the changed file.');
  await user.click(screen.getByRole('button', { name: 'Keep these answers' }));
  await user.click(screen.getByRole('button', { name: 'Save and build' }));
  await waitFor(() => expect(bridge.inputsOf('projects.save')).toEqual([{ answers: ANSWERS, overOutside: true }]));
});

test('what is in the file can be taken instead', async () => {
  const draft: Draft = {
    ...{ format: 1, way: 'pi', step: 'review', visited: [], place: 'here', how: 'auto' },
    answers: { hostName: 'greenhouse', board: 'pi5' },
  };
  const bridge = await fakeBridge({
    calls: {
      ...CALLS,
      'projects.preview': () => ({ ...CHANGED, changedOutside: true }),
      'projects.useHost': () => ({ draft, dropped: [] }),
    },
    topics: { project: PROJECT },
  });
  const { user, store } = show(ANSWERS);
  await user.click(await screen.findByRole('button', { name: 'Take what is in the file' }));
  await waitFor(() => expect(store.get().answers).toEqual(draft.answers));
  expect(bridge.inputsOf('projects.useHost')).toEqual([{ id: ID, host: 'greenhouse' }]);
});

test('another name can be another Pi', async () => {
  const bridge = await fakeBridge({
    calls: {
      ...CALLS,
      'projects.preview': () => ({ ...CHANGED, step: 'rename' }),
      'projects.useHost': () => {
        throw new AppError('project-not-found', { folder: '/gone', reason: 'ENOENT' });
      },
    },
    topics: { project: PROJECT },
  });
  const { user } = show(ANSWERS);
  await screen.findByText(/greenhouse gets another name in the project/);
  await user.click(screen.getByRole('button', { name: 'Keep it, and add another Pi' }));
  await waitFor(() => expect(bridge.inputsOf('projects.useHost')).toEqual([{ id: ID, host: null }]));
});

test('imported answers take the place of the draft, and what was left out is listed', async () => {
  const taken = {
    draft: {
      ...({ format: 1, way: 'pi', step: 'review', visited: [], place: 'here', how: 'auto' } as const),
      visited: [],
      answers: { hostName: 'attic' },
    },
    dropped: [
      { path: 'wifi.networks[0].psk', code: 'unknown-setting' as const, facts: { name: 'psk', nearest: null } },
    ],
  };
  const bridge = await fakeBridge({ calls: { ...CALLS, 'projects.importAnswers': () => taken } });
  const { user, store } = show(ANSWERS);
  // These are in no project yet: it is asked first.
  await user.click(screen.getByRole('button', { name: 'Import answers…' }));
  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(bridge.inputsOf('projects.importAnswers')).toEqual([]);
  expect(store.get().answers).toEqual(ANSWERS);
  await user.click(screen.getByRole('button', { name: 'Import answers…' }));
  await user.click(await screen.findByRole('button', { name: 'Replace' }));
  await screen.findByText('One thing of the file was left out');
  screen.getByText(/^wifi\.networks\[0\]\.psk: /);
  expect(store.get().answers).toEqual({ hostName: 'attic' });
});

test('answers are exported, and where to is said', async () => {
  const bridge = await fakeBridge({ calls: { ...CALLS, 'projects.exportAnswers': () => '~/a.json' } });
  const { user } = show(ANSWERS);
  await user.click(screen.getByRole('button', { name: 'Export answers…' }));
  await screen.findByText('The answers are in ~/a.json. No secret is among them.');
  expect(bridge.inputsOf('projects.exportAnswers')).toEqual([{ answers: ANSWERS }]);
});
