import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ChosenImage } from '../../../src/contract/window/images.ts';
import { BUILT } from '../../e2e/states/builds.ts';
import { DRIVES, IMAGE as BUILT_IMAGE } from '../../e2e/states/cards.ts';
import { GREENHOUSE_SECRETS, greenhouseAt } from '../../e2e/states/drafts.ts';
import { openApp } from './open-app.tsx';

const FILE: ChosenImage = { ...BUILT_IMAGE!, kind: 'file', name: 'nixos.img.zst', host: null, needs: null };

test('dropped on the drive of a Pi opens another page, which has the focus', async () => {
  const { user } = await openApp({
    draft: greenhouseAt('drive'),
    dropped: () => FILE,
    topics: { secrets: GREENHOUSE_SECRETS, build: BUILT, image: BUILT_IMAGE, drives: DRIVES },
  });
  await user.click(await screen.findByRole('button', { name: /^Go on/ }));
  const before = await screen.findByRole('heading', { level: 1, name: 'Drive' });
  screen.getByRole('button', { name: 'Back' }).focus();
  fireEvent.drop(document.body, { dataTransfer: { files: [new File(['x'], 'nixos.img.zst')], types: ['Files'] } });
  await waitFor(() => expect(before.isConnected).toBe(false));
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Drive' }));
});
