import { DRAFT_FORMAT, type Draft, type DraftAnswers } from '../../src/contract/window/draft.ts';
import { parsePath } from '../../src/core/spec/path.ts';
import { place, valueAt } from '../../src/core/spec/tree.ts';

/** A pause in typing after which the draft is saved. */
export const SAVE_AFTER_MS = 300;

/** Where the draft is with the disk. */
export type SaveState = 'saved' | 'waiting' | 'failed';

export interface DraftStore {
  readonly get: () => Draft;
  /** Which draft it is: another number after each `replace`. */
  readonly edition: () => number;
  readonly saveState: () => SaveState;
  /** When it was saved last in this run, as ISO 8601; null when it has not been. */
  readonly savedAt: () => string | null;
  readonly subscribe: (listener: () => void) => () => void;
  /** Sets one answer by its path (`user.name`, `wifi.networks[0].ssid`); undefined takes a field away, lists are set whole. */
  readonly answer: (path: string, value: unknown) => void;
  /** Changes anything but the answers. */
  readonly change: (changes: Partial<Omit<Draft, 'format' | 'answers'>>) => void;
  /** Another draft altogether: one that was opened or imported. */
  readonly replace: (draft: Draft) => void;
  /** Saves now what is not saved yet; before a job starts from main's copy. Rejects with what `save` says. */
  readonly flush: () => Promise<void>;
}

export const FIRST_DRAFT: Draft = {
  format: DRAFT_FORMAT,
  way: 'pi',
  step: 'board',
  visited: [],
  answers: {},
  place: 'here',
  how: 'auto',
};

/** The draft as the page holds it. It is the only one that changes it; main keeps what is saved. */
export function createDraftStore(first: Draft, save: (draft: Draft) => Promise<unknown>): DraftStore {
  let draft = first;
  let edition = 0;
  let state: SaveState = 'saved';
  let savedAt: string | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };

  const flush = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (state === 'saved') return;
    const saved = draft;
    try {
      await save(saved);
      savedAt = new Date().toISOString();
      if (draft === saved) state = 'saved';
    } catch (error) {
      state = 'failed';
      throw error;
    } finally {
      tell();
    }
  };
  const set = (next: Draft): void => {
    draft = next;
    state = 'waiting';
    if (timer !== null) clearTimeout(timer);
    // What failed stays `failed`, is shown, and is tried again at the next change.
    timer = setTimeout(() => void flush().catch(() => undefined), SAVE_AFTER_MS);
    tell();
  };

  return {
    get: () => draft,
    edition: () => edition,
    saveState: () => state,
    savedAt: () => savedAt,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    answer: (path, value) => set({ ...draft, answers: withAnswer(draft.answers, path, value) }),
    change: (changes) => set({ ...draft, ...changes }),
    replace: (another) => {
      edition += 1;
      set(another);
    },
    flush,
  };
}

/** What was answered at a path; undefined where nothing was. */
export function answerAt(answers: DraftAnswers, path: string): unknown {
  const steps = parsePath(path);
  return steps === null ? undefined : valueAt(answers, steps);
}

function withAnswer(answers: DraftAnswers, path: string, value: unknown): DraftAnswers {
  const steps = parsePath(path);
  if (steps === null) throw new Error(`no path of the settings: ${path}`);
  // Removing is placing nothing: JSON has no undefined, and the copy below drops the field.
  const placed = place(answers, steps, value === undefined ? REMOVED : value);
  if (placed === null) return answers;
  const text = JSON.stringify(placed, (_, inner: unknown) => (inner === REMOVED ? undefined : inner));
  return JSON.parse(text) as DraftAnswers;
}

const REMOVED = Object.freeze({ removed: true });
