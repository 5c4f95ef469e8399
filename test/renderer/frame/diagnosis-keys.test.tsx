import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openApp } from './open-app.tsx';

test('Ctrl, Shift and D copy the diagnosis', async () => {
  const { user, bridge } = await openApp();
  await user.keyboard('{Control>}{Shift>}D{/Shift}{/Control}');
  expect(await screen.findByText(/^The diagnosis was copied/)).toBeTruthy();
  expect(bridge.inputsOf('app.copy')).toEqual([{ text: 'Nixberry 0.1.0' }]);
});

test('and do so over a dialog too, which stays as it is', async () => {
  const { user, bridge } = await openApp();
  await user.keyboard('{F1}');
  const focused = document.activeElement;
  await user.keyboard('{Control>}{Shift>}D{/Shift}{/Control}');
  const note = await screen.findByText(/^The diagnosis was copied/);
  // What is behind a dialog, no screen reader says.
  expect(note.closest('[inert], [aria-hidden=true]')).toBeNull();
  expect(document.querySelector('[inert]')).toBeTruthy();
  expect(bridge.inputsOf('app.copy')).toEqual([{ text: 'Nixberry 0.1.0' }]);
  expect(screen.getByRole('dialog', { name: 'Help and keys' })).toBeTruthy();
  expect(document.activeElement).toBe(focused);
});
