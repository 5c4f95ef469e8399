import { useSyncExternalStore } from 'react';

/** Hands over what is in a field. Resolves to whether main has it; if not, the field says why. */
export type KeepSecret = () => Promise<boolean>;

/** By the path of their fields, in the order in which they were typed. */
const pending = new Map<string, KeepSecret>();
const listeners = new Set<() => void>();

/** Says that a field has something that main has not got yet; returns what takes that back. */
export function pendSecret(path: string, keep: KeepSecret): () => void {
  pending.set(path, keep);
  tell();
  return () => {
    if (pending.get(path) === keep) pending.delete(path);
    tell();
  };
}

/** Whether any field has something that main has not got. */
export function isSecretPending(): boolean {
  return pending.size > 0;
}

/** As `isSecretPending`, for what is drawn. */
export function useIsSecretPending(): boolean {
  return useSyncExternalStore(subscribe, isSecretPending);
}

/** Hands over what is in all fields. Resolves to the path of the first that was refused; null when main has them all. */
export async function keepSecrets(): Promise<string | null> {
  const fields = [...pending];
  const kept = await Promise.all(fields.map(([, keep]) => keep()));
  return fields.find((_, at) => kept[at] !== true)?.[0] ?? null;
}

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
