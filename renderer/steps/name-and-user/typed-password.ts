import { useSyncExternalStore } from 'react';
import { isSameOwner, type SecretOwner } from '../../../src/contract/window/secrets.ts';
import { AppError, toAppError } from '../../../src/core/errors/app-error.ts';
import { passwordProblem } from '../../../src/core/seed/card-secrets.ts';
import { secretRefused } from '../../../src/core/seed/secret-refused.ts';
import { call } from '../../bridge/call.ts';
import { isOwner } from '../../secrets/owner.ts';
import { keptAnyway } from '../../secrets/unsaved-secrets.ts';

/** A password on its way from two fields to main. It is nowhere else in the page, and gone from here when main has it. */
export interface TypedPassword {
  readonly first: string;
  readonly second: string;
  /** Why main did not take it, or would not. */
  readonly error: AppError | null;
  /** Whether the person has left the fields, or pressed Next: then a difference is said. */
  readonly isLeft: boolean;
  /** Whose main has said yes to. That it keeps it is told by its topic, a little later. */
  readonly takenFor: SecretOwner | null;
}

const NOTHING: TypedPassword = { first: '', second: '', error: null, isLeft: false, takenFor: null };

let typed = NOTHING;
let sending: Promise<boolean> | null = null;
const listeners = new Set<() => void>();

/** What is typed now. */
export function useTypedPassword(): TypedPassword {
  return useSyncExternalStore(subscribe, () => typed);
}

/** Whether anything is typed that main has not got. */
function isTyping({ first, second }: TypedPassword): boolean {
  return first !== '' || second !== '';
}

/** Whether main is still to have it of this owner: it is typed, or taken and not told of yet. */
export function isPasswordPending(password: TypedPassword, owner: SecretOwner): boolean {
  return isTyping(password) || (password.takenFor !== null && isSameOwner(password.takenFor, owner));
}

/** Main has told that it keeps the one of this owner. */
export function settlePassword(owner: SecretOwner): void {
  if (typed.takenFor !== null && isSameOwner(typed.takenFor, owner)) set({ ...typed, takenFor: null });
}

export function typePassword(changes: Partial<Pick<TypedPassword, 'first' | 'second'>>): void {
  set({ ...typed, ...changes, error: null, isLeft: false, takenFor: null });
}

/**
 * Hands the password to main, when both fields have the same and core's rules allow it, and forgets it here. Resolves to
 * whether main has it, or nothing is typed; if not, the fields say why from now on.
 */
export function keepPassword(owner: SecretOwner): Promise<boolean> {
  sending ??= send(owner).finally(() => {
    sending = null;
  });
  return sending;
}

/** Forgets it, sent or not. */
export function dropPassword(): void {
  set(NOTHING);
}

async function send(owner: SecretOwner): Promise<boolean> {
  const { first, second } = typed;
  if (!isTyping(typed)) return true;
  const problem = first === '' ? null : passwordProblem(first);
  set({ ...typed, isLeft: true, error: problem && secretRefused('password', problem) });
  if (problem || first === '' || first !== second || !isOwner(owner)) return false;
  try {
    await keptAnyway(call('secrets.set', { kind: 'password', owner, password: first }));
    // Typed on meanwhile: that is another one.
    if (typed.first !== first || typed.second !== second) return false;
    set({ ...NOTHING, takenFor: owner });
    return true;
  } catch (thrown) {
    set({ ...typed, error: toAppError(thrown) });
    return false;
  }
}

function set(next: TypedPassword): void {
  typed = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
