import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { DEFAULT_PREFERENCES, type Preferences } from '../../../src/contract/window/preferences.ts';
import { openApp, type AppCase, type OpenedApp } from '../frame/open-app.tsx';

async function openSettings(
  calls: AppCase['calls'] = {},
  preferences: Preferences = DEFAULT_PREFERENCES,
): Promise<OpenedApp> {
  const app = await openApp({ calls, topics: { preferences } });
  await app.user.click(screen.getByRole('button', { name: 'Settings' }));
  return app;
}

function dialog() {
  return within(screen.getByRole('dialog', { name: 'Settings' }));
}

describe('settings', () => {
  test('show what is, and change it at once', async () => {
    const { user, bridge } = await openSettings();
    expect(dialog().getByRole<HTMLInputElement>('radio', { name: 'As the system has them' }).checked).toBe(true);
    await user.click(dialog().getByRole('radio', { name: 'Dark' }));
    await user.click(dialog().getByRole('switch', { name: /several cards/ }));
    await waitFor(() =>
      expect(bridge.inputsOf('preferences.change')).toEqual([{ theme: 'dark' }, { severalCards: true }]),
    );
  });

  test('choose the size of text', async () => {
    const { user, bridge } = await openSettings();
    await user.click(dialog().getByRole('button', { name: /Size of text/ }));
    await user.click(screen.getByRole('option', { name: '150\u00a0%' }));
    await waitFor(() => expect(bridge.inputsOf('preferences.change')).toEqual([{ textPercent: 150 }]));
  });

  test('that cannot be kept are said to be so', async () => {
    const { user } = await openSettings({
      'preferences.change': () => {
        throw new AppError('preferences-unsaved', { file: '~/preferences.json', detail: 'ENOSPC' });
      },
    });
    await user.click(dialog().getByRole('radio', { name: 'Light' }));
    expect((await dialog().findByRole('alert')).textContent).toContain('~/preferences.json');
  });
});

test('the theme is put where the tokens look for it, and taken away again', async () => {
  const { bridge } = await openApp({ topics: { preferences: { ...DEFAULT_PREFERENCES, theme: 'contrast' } } });
  expect(document.documentElement.dataset.theme).toBe('contrast');
  act(() => bridge.publish('preferences', DEFAULT_PREFERENCES));
  expect(document.documentElement.dataset.theme).toBeUndefined();
});
