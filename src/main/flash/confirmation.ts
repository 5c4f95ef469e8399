import type { FlashQuestion } from '../../contract/window/flash.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { createDeferred, type Deferred } from '../../core/jobs/deferred.ts';
import type { Clock } from '../../core/ports.ts';
import { isTyped } from '../drives/drive-facts.ts';

/** One answer to all questions of a job. Main judges it: what the page shows or greys out is for people only. */
export interface Confirmation {
  /** Resolves to the answer; rejects with what `withdraw` says. `waitMs`: a yes before that is none. */
  ask(questions: readonly FlashQuestion[], waitMs: number): Promise<boolean>;
  /** Throws AppError `confirm-refused` for a yes that is too early, or without the names, and where nothing is asked. */
  answer(yes: boolean, typed: readonly (string | null)[]): void;
  /** The questions are void. */
  withdraw(error: AppError): void;
}

interface Asked extends Deferred<boolean> {
  readonly questions: readonly FlashQuestion[];
  readonly openAtMs: number;
}

export function createConfirmation(clock: Clock): Confirmation {
  let asked: Asked | null = null;
  return {
    ask: async (questions, waitMs) => {
      const mine = { ...createDeferred<boolean>(), questions, openAtMs: clock.now() + waitMs };
      asked = mine;
      try {
        return await mine.promise;
      } finally {
        asked = null;
      }
    },
    answer: (yes, typed) => {
      if (asked === null) throw refused('gone');
      if (yes && clock.now() < asked.openAtMs) throw refused('early');
      if (yes && !asked.questions.every(({ typedName }, at) => isNamed(typedName, typed[at] ?? null)))
        throw refused('name');
      asked.resolve(yes);
      asked = null;
    },
    withdraw: (error) => asked?.reject(error),
  };
}

function isNamed(typedName: string | null, typed: string | null): boolean {
  return typedName === null || isTyped(typed, typedName);
}

function refused(reason: 'gone' | 'early' | 'name'): AppError {
  return new AppError('confirm-refused', { reason });
}
