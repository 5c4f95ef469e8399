import type { FlashRewrite } from '../../contract/window/flash.ts';
import { AppError } from '../../core/errors/app-error.ts';
import type { RewriteQuestion as AskedRewrite } from '../../core/flash/request.ts';
import { createDeferred } from '../../core/jobs/deferred.ts';
import type { CancelSignal } from '../../core/ports.ts';
import type { ChosenTarget } from '../drives/drives.ts';
import { targetName } from './ask-about-drives.ts';

/** The question whether a block may be written once more; core puts one at a time. */
export interface RewriteQuestion {
  /** Resolves to the answer, or to false as soon as `signal` is aborted. */
  readonly ask: (asked: AskedRewrite, signal: CancelSignal) => Promise<boolean>;
  /** Throws AppError `confirm-refused` where nothing is asked of this card. */
  readonly answer: (target: string, yes: boolean) => void;
}

/** `show` gets what the page asks, and null when that is over. */
export function createRewriteQuestion(
  targets: readonly ChosenTarget[],
  show: (question: FlashRewrite | null) => void,
): RewriteQuestion {
  let open: { readonly target: string; readonly resolve: (yes: boolean) => void } | null = null;
  return {
    ask: async ({ target: path, firstWrong, wrongBytes, wrongBits }, signal) => {
      const target = targets.find((one) => (one.kind === 'drive' ? one.drive.device : one.path) === path);
      if (!target || signal.aborted) return false;
      const { promise, resolve } = createDeferred<boolean>();
      const no = (): void => resolve(false);
      open = { target: target.id, resolve };
      signal.addEventListener('abort', no, { once: true });
      show({ target: target.id, name: targetName(target), firstWrong, wrongBytes, wrongBits });
      try {
        return await promise;
      } finally {
        signal.removeEventListener('abort', no);
        open = null;
        show(null);
      }
    },
    answer: (target, yes) => {
      if (open?.target !== target) throw new AppError('confirm-refused', { reason: 'gone' });
      open.resolve(yes);
    },
  };
}
