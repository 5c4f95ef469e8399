import { render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { App } from '../../../renderer/app.tsx';
import { createDraftStore, FIRST_DRAFT, type DraftStore } from '../../../renderer/state/draft-store.ts';
import { call } from '../../../renderer/bridge/call.ts';
import type { AppFacts } from '../../../src/contract/window/app.ts';
import type { Draft } from '../../../src/contract/window/draft.ts';
import { fakeBridge, type FakeBridge, type FakeMain } from '../support/fake-bridge.ts';

export interface OpenedApp {
  readonly user: UserEvent;
  readonly store: DraftStore;
  readonly bridge: FakeBridge;
}

export interface AppCase extends FakeMain {
  /** What main has kept; null for nothing. */
  readonly draft?: Draft | null;
  readonly facts?: Partial<AppFacts>;
}

/** The whole page, as main.tsx draws it, before a main that has nothing yet. */
export async function openApp({ draft = null, facts = {}, calls = {}, ...main }: AppCase = {}): Promise<OpenedApp> {
  sessionStorage.clear();
  const bridge = await fakeBridge({
    ...main,
    calls: {
      'projects.recent': () => [],
      'images.recent': () => [],
      'images.kept': () => [],
      'projects.close': () => undefined,
      'preferences.change': () => undefined,
      'app.diagnosis': () => 'Nixberry 0.1.0',
      'app.copy': () => undefined,
      ...calls,
    },
  });
  const store = createDraftStore(draft ?? FIRST_DRAFT, (newest) => call('draft.save', newest));
  const all: AppFacts = { version: '0.1.0', demo: false, platform: 'linux', languages: ['en-GB'], ...facts };
  render(<App facts={all} draft={store} isFound={draft !== null} />);
  return { user: userEvent.setup(), store, bridge };
}

/** Half answered: the board is chosen, the rest is to come. */
export const HALF: Draft = {
  ...FIRST_DRAFT,
  step: 'name-and-user',
  visited: ['board', 'name-and-user'],
  answers: { board: 'pi4' },
};
