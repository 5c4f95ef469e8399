import { useSyncExternalStore } from 'react';
import { AppError, toAppError } from '../../src/core/errors/app-error.ts';
import { call } from '../bridge/call.ts';
import type { DraftStore } from '../state/draft-store.ts';

/** What goes on between the footer's buttons and the page. The build itself is main's. */
export interface DeedState {
  /** Whether the build is to be ended: the question is open. */
  readonly isAsking: boolean;
  readonly isStarting: boolean;
  /** Why it could not be started or ended; null when it could. */
  readonly error: AppError | null;
}

const IDLE: DeedState = { isAsking: false, isStarting: false, error: null };

let state = IDLE;
const listeners = new Set<() => void>();

export function useDeeds(): DeedState {
  return useSyncExternalStore(subscribe, () => state);
}

/** Starts the build of what the draft says: main reads the draft that is saved. `ifNeeded`: unless just that is built. */
export async function startBuild(draft: Pick<DraftStore, 'flush'>, ifNeeded = false): Promise<void> {
  if (state.isStarting) return;
  set({ isStarting: true, error: null });
  try {
    await draft.flush();
    await call('build.start', { ifNeeded });
  } catch (error) {
    set({ error: toAppError(error) });
  } finally {
    set({ isStarting: false });
  }
}

/** Forgets an open question and an old error: they are of a page that was left. */
export function leaveDeeds(): void {
  set({ isAsking: false, error: null });
}

export function askToCancel(): void {
  set({ isAsking: true });
}

export function keepBuilding(): void {
  set({ isAsking: false });
}

export async function cancelBuild(): Promise<void> {
  set({ isAsking: false });
  await call('build.cancel').catch((error: unknown) => set({ error: toAppError(error) }));
}

function set(changes: Partial<DeedState>): void {
  state = { ...state, ...changes };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
