import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Draft } from '../../src/contract/window/draft.ts';
import type { DraftStore, SaveState } from './draft-store.ts';

export const DraftContext = createContext<DraftStore | null>(null);

/** The store itself, for what changes the draft. */
export function useDraftStore(): DraftStore {
  const store = useContext(DraftContext);
  if (!store) throw new Error('no draft here');
  return store;
}

/** The draft now. */
export function useDraft(): Draft {
  const store = useDraftStore();
  return useSyncExternalStore(store.subscribe, store.get);
}

export function useSaveState(): SaveState {
  const store = useDraftStore();
  return useSyncExternalStore(store.subscribe, store.saveState);
}

/** When the draft was saved last in this run, as ISO 8601; null when it has not been. */
export function useSavedAt(): string | null {
  const store = useDraftStore();
  return useSyncExternalStore(store.subscribe, store.savedAt);
}
