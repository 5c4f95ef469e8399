import { act, screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { openPage } from '../../renderer/open-page.tsx';
import { AppError } from '../../src/core/errors/app-error.ts';
import type { Handlers } from '../../src/contract/api.ts';
import { DEFAULT_PREFERENCES } from '../../src/contract/window/preferences.ts';
import { fakeBridge } from './support/fake-bridge.ts';

const CALLS: Partial<Handlers> = {
  'app.facts': () => ({ version: '0.1.0', demo: false, platform: 'linux', languages: ['en-GB'] }),
  'projects.recent': () => [],
  'images.recent': () => [],
  'images.kept': () => [],
};

let root: HTMLElement;
beforeEach(() => {
  sessionStorage.clear();
  root = document.createElement('div');
  document.body.replaceChildren(root);
});

test('the first picture is in the language that was chosen', async () => {
  await fakeBridge({ calls: CALLS, topics: { preferences: { ...DEFAULT_PREFERENCES, language: 'de' } } });
  const titles: (string | null)[] = [];
  const observer = new MutationObserver(() => {
    titles.push(root.querySelector('h1')?.textContent ?? null);
  });
  observer.observe(root, { childList: true, subtree: true, characterData: true });
  await act(async () => openPage(root));
  observer.disconnect();
  expect(titles[0]).toBe('Eine Karte für einen Raspberry Pi erstellen');
});

test.each(['app.facts', 'app.topics'] as const)(
  'a main that does not answer %s leaves no empty window',
  async (name) => {
    await fakeBridge({ calls: CALLS });
    const silent = (): never => {
      throw new AppError('unexpected', {});
    };
    const { call } = window.nixberry;
    const failing = {
      ...window.nixberry,
      call: (asked: string, input: unknown) => (asked === name ? silent() : call(asked, input)),
    };
    Object.defineProperty(window, 'nixberry', { value: failing, configurable: true });
    await act(async () => openPage(root));
    expect(screen.getByRole('alert').textContent).toContain('This page has failed');
    expect(screen.getByRole('button', { name: 'Open it again' })).toBeTruthy();
  },
);
