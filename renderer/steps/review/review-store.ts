import type { DraftAnswers } from '../../../src/contract/window/draft.ts';
import type { DroppedAnswer, Preview, SavedProject } from '../../../src/contract/window/projects.ts';
import { toAppError, type AppError } from '../../../src/core/errors/app-error.ts';
import { call } from '../../bridge/call.ts';

export interface Review {
  /** The project as it would be; null until main has told it. What was shown before stays until there is something newer. */
  readonly preview: Preview | null;
  readonly previewOf: DraftAnswers | null;
  /** Whether main is at it: what is shown may be of other answers. */
  readonly isLooking: boolean;
  readonly isSaving: boolean;
  /** What could not be done; null when nothing. */
  readonly error: AppError | null;
  readonly saved: SavedProject | null;
  /** What could not be taken over from the file that the answers came from. */
  readonly dropped: readonly DroppedAnswer[];
  /** Whether what somebody else has changed may be overwritten: they have seen it, and said so. */
  readonly isOverOutside: boolean;
}

export interface ReviewStore {
  readonly get: () => Review;
  readonly subscribe: (listener: () => void) => () => void;
  /** Never rejects: what went wrong is in `error`. */
  readonly look: (answers: DraftAnswers) => Promise<void>;
  readonly allowOverOutside: () => void;
  /** The answers came from a file, or (with nothing dropped) from nowhere. */
  readonly tookOver: (dropped: readonly DroppedAnswer[]) => void;
  /** Saves where the preview says. Resolves to whether it is on the disk. */
  readonly save: (answers: DraftAnswers) => Promise<boolean>;
  readonly saveAs: (answers: DraftAnswers) => Promise<boolean>;
  readonly clear: () => void;
}

const NOTHING: Review = {
  preview: null,
  previewOf: null,
  isLooking: false,
  isSaving: false,
  error: null,
  saved: null,
  dropped: [],
  isOverOutside: false,
};

/** What the page and the footer of the review share. */
export function createReviewStore(): ReviewStore {
  let review = NOTHING;
  const listeners = new Set<() => void>();
  const set = (changes: Partial<Review>): void => {
    review = { ...review, ...changes };
    for (const listener of listeners) listener();
  };
  const look = async (answers: DraftAnswers): Promise<void> => {
    set({ previewOf: answers, isLooking: true });
    try {
      const preview = await call('projects.preview', { answers });
      // An answer that came late is none to what was asked since.
      if (review.previewOf === answers)
        set({ preview, isLooking: false, error: null, isOverOutside: review.isOverOutside && preview.changedOutside });
    } catch (thrown) {
      if (review.previewOf === answers) set({ preview: null, isLooking: false, error: toAppError(thrown) });
    }
  };
  const save = async (answers: DraftAnswers, work: () => Promise<SavedProject | null>): Promise<boolean> => {
    set({ isSaving: true, error: null, saved: null });
    try {
      const saved = await work();
      set({ saved });
      if (saved === null) return false;
      await look(answers);
      return true;
    } catch (thrown) {
      const error = toAppError(thrown);
      // What is there now has to be seen first.
      if (error.code === 'project-changed') await look(answers);
      set({ error, isOverOutside: false });
      return false;
    } finally {
      set({ isSaving: false });
    }
  };
  return {
    get: () => review,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    look,
    tookOver: (dropped) => set({ dropped, error: null, saved: null, isOverOutside: false }),
    allowOverOutside: () => set({ isOverOutside: true, error: null }),
    save: (answers) => save(answers, () => call('projects.save', { answers, overOutside: review.isOverOutside })),
    saveAs: (answers) => save(answers, () => call('projects.saveAs', { answers })),
    clear: () => set(NOTHING),
  };
}

/** The one of the page. */
export const REVIEW = createReviewStore();
