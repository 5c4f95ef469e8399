import { useSyncExternalStore } from 'react';
import { toAppError, type AppError } from '../../src/core/errors/app-error.ts';

let unsaved: AppError | null = null;
const listeners = new Set<() => void>();

/**
 * The work of handing a secret to main, done also where main has the secret and could not write it to its file
 * (`secrets-unsaved`): nobody is held back for that. It is told from then on, until it works again. Rejects else.
 */
export async function keptAnyway<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    const value = await work;
    set(null);
    return value;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'secrets-unsaved') throw thrown;
    set(error);
    return undefined;
  }
}

/** The file is written again, or not wanted any more. */
export function forgetUnsaved(): void {
  set(null);
}

/** Why the newest secrets will not be there at the next start; null where they will be, or nobody wanted it. */
export function useUnsavedSecrets(): AppError | null {
  return useSyncExternalStore(subscribe, () => unsaved);
}

function set(next: AppError | null): void {
  unsaved = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
