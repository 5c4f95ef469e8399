import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { flashTopic, idOf } from '../steps/drive/card-topics.ts';
import { HALF, openApp } from './open-app.tsx';

test('the question about a block that a card has kept wrong is asked whatever page is in sight', async () => {
  const { bridge, user } = await openApp({ draft: HALF });
  await user.click(screen.getByRole('button', { name: /Go on/ }));
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Name and user');
  const rewrite = { target: idOf('a'), name: 'Stick a', firstWrong: 4096, wrongBytes: 1, wrongBits: 2 };
  act(() => bridge.publish('flash', flashTopic({ rewrite })));
  expect(screen.getByRole('alertdialog', { name: 'Write a part of Stick a once more?' })).toBeTruthy();
});
