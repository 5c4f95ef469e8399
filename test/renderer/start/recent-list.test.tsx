import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { openApp } from '../frame/open-app.tsx';

const ID = '0123456789abcdef0123456789abcdef';
const OTHER = 'fedcba9876543210fedcba9876543210';

describe('a recent project', () => {
  const when = '2026-11-03T10:00:00.000Z';
  const garden = { id: ID, name: 'garden', shown: '~/garden', hosts: ['greenhouse'], when };
  const barn = { ...garden, id: OTHER, name: 'barn', shown: '~/barn' };
  const calls = { 'projects.recent': () => [garden, barn] };

  test('can be taken off the list, and the focus stays there', async () => {
    const { user, bridge } = await openApp({ calls: { ...calls, 'projects.forgetRecent': () => undefined } });
    await user.click(await screen.findByRole('button', { name: 'Take garden off this list' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'garden' })).toBeNull());
    expect(bridge.inputsOf('projects.forgetRecent')).toEqual([{ id: ID }]);
    expect(screen.getByRole('button', { name: 'barn' })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Recent' }));
    await user.click(await screen.findByRole('button', { name: 'Take barn off this list' }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 })));
  });

  test('that cannot be forgotten is said and stays', async () => {
    const refuse = (): never => {
      throw new AppError('offer-gone', {});
    };
    const { user } = await openApp({ calls: { ...calls, 'projects.forgetRecent': refuse } });
    await user.click(await screen.findByRole('button', { name: 'Take garden off this list' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'garden' })).toBeTruthy();
  });
});
