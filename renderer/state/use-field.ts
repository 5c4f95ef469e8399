import { createContext, useContext, useSyncExternalStore } from 'react';
import type { DraftAnswers } from '../../src/contract/window/draft.ts';
import type { Problem } from '../../src/core/spec/codes.ts';
import { completedOf } from './completed.ts';
import { answerAt } from './draft-store.ts';
import { isBelow } from './paths.ts';
import { useDraft, useDraftStore } from './use-draft.ts';

/** Which fields the person has left, and so may be told of. One for the whole page. */
export interface LeftFields {
  readonly has: (path: string) => boolean;
  readonly leave: (path: string) => void;
  /** While one types nothing is said against it. */
  readonly enter: (path: string) => void;
  /** After Next: everything counts as left. */
  readonly leaveAll: () => void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly version: () => number;
}

export const LeftContext = createContext<LeftFields>(createLeftFields());

export function createLeftFields(): LeftFields {
  const left = new Set<string>();
  const entered = new Set<string>();
  const listeners = new Set<() => void>();
  let all = false;
  let version = 0;
  const tell = (): void => {
    version += 1;
    for (const listener of listeners) listener();
  };
  return {
    has: (path) => !entered.has(path) && (all || left.has(path)),
    leave: (path) => {
      entered.delete(path);
      left.add(path);
      tell();
    },
    enter: (path) => {
      entered.add(path);
      tell();
    },
    leaveAll: () => {
      all = true;
      entered.clear();
      tell();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
  };
}

export interface Field<Value> {
  /** As answered; undefined while it is not. */
  readonly value: Value | undefined;
  readonly set: (value: Value | undefined) => void;
  /** What is wrong with it, once the person has left it; null while nothing is, or they still type. */
  readonly problem: Problem | null;
  readonly onBlur: () => void;
}

/**
 * One answer as a field: validated on leaving it and on Next, never while one still types. `Value` is what the form puts
 * there; an imported draft may hold something else, and then counts as not answered.
 */
export function useField<Value>(path: string, isValue: (value: unknown) => value is Value): Field<Value> {
  const store = useDraftStore();
  const { answers } = useDraft();
  const left = useContext(LeftContext);
  useSyncExternalStore(left.subscribe, left.version);
  const value = answerAt(answers, path);
  return {
    value: isValue(value) ? value : undefined,
    set: (next) => {
      left.enter(path);
      store.answer(path, next);
    },
    problem: left.has(path) ? problemAt(answers, path) : null,
    onBlur: () => left.leave(path),
  };
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** The first problem of a path, or below it. */
function problemAt(answers: DraftAnswers, path: string): Problem | null {
  const completed = completedOf(answers);
  if (completed.type === 'complete') return null;
  return completed.problems.find((problem) => isBelow(problem.path, path)) ?? null;
}
