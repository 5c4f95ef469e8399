import { useSyncExternalStore } from 'react';
import type { CallInput } from '../../src/contract/api.ts';
import { AppError, toAppError } from '../../src/core/errors/app-error.ts';
import { call } from '../bridge/call.ts';

/** What goes on between buttons and pages. The writing itself is main's. */
export interface FlashDeeds {
  readonly isStarting: boolean;
  /** The question whether to stop is open. */
  readonly isStopping: boolean;
  /** Reads the card first, and writes only what differs. */
  readonly onlyChanged: boolean;
  /** Why the last deed was refused; null when it was not. */
  readonly error: AppError | null;
}

const IDLE: FlashDeeds = { isStarting: false, isStopping: false, onlyChanged: false, error: null };

let state = IDLE;
const listeners = new Set<() => void>();

export function useFlashDeeds(): FlashDeeds {
  return useSyncExternalStore(subscribe, () => state);
}

/** Asks main to begin with the image and the drives that are shown; the questions come as a topic. */
export async function startFlash(image: string, targets: readonly string[]): Promise<void> {
  if (state.isStarting) return;
  const { onlyChanged } = state;
  change({ isStarting: true, error: null });
  await doing(call('flash.start', { image, targets: [...targets], onlyChanged }));
  change({ isStarting: false });
}

export async function answerFlash(answer: CallInput<'flash.answer'>): Promise<void> {
  await doing(call('flash.answer', answer));
}

/** An answer that comes after another one, or after the job, changes nothing: there is nothing to tell of it. */
export async function answerRewrite(answer: CallInput<'flash.rewrite'>): Promise<void> {
  await doing(
    call('flash.rewrite', answer).catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === 'confirm-refused' && error.facts.reason === 'gone'))
        throw error;
    }),
  );
}

export function askToStop(isStopping: boolean): void {
  change({ isStopping });
}

export async function stopFlash(): Promise<void> {
  change({ isStopping: false });
  await doing(call('flash.cancel'));
}

/** Forgets the job that has ended, so that a drive can be chosen again. */
export async function clearFlash(): Promise<void> {
  change({ error: null });
  await doing(call('flash.clear'));
}

export function writeOnlyChanged(onlyChanged: boolean): void {
  change({ onlyChanged });
}

/** Chooses drives; what main refuses is said above the list. */
export async function chooseDrives(ids: readonly string[]): Promise<void> {
  change({ error: null });
  await doing(call('drives.choose', { ids: [...ids] }));
}

/** Another page, another visit: what was refused before is not said any more. */
export function forgetDeeds(): void {
  change(IDLE);
}

async function doing(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => change({ error: toAppError(error) }));
}

function change(changes: Partial<FlashDeeds>): void {
  state = { ...state, ...changes };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
