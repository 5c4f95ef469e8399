import type { BlockAnswer, RewriteAnswer } from '../contract/writer.ts';
import { AppError } from '../core/errors/app-error.ts';
import { createDeferred, type Deferred } from '../core/jobs/deferred.ts';
import type { AbortSwitch } from './abort.ts';
import type { Difference } from './difference.ts';
import type { Emit } from './events.ts';

/** What a target asks the other side, and waits for however long that takes: its drive is asked for nothing meanwhile. */
export interface Consultation {
  /** The image's own bytes of this block. Throws AppError `cancelled`. */
  block(offset: number, length: number): Promise<BlockAnswer>;
  /** Whether the block may be written once more. Throws AppError `cancelled`. */
  mayRewrite(offset: number, length: number, difference: Difference): Promise<boolean>;
  /** An answer has come in. Throws AppError `unexpected` for one that nobody waits for. */
  answerBlock(answer: BlockAnswer): void;
  answerRewrite(answer: RewriteAnswer): void;
}

interface Question<Answer> {
  readonly offset: number;
  readonly answer: Deferred<Answer>;
}

export function createConsultation(target: number, emit: Emit, abort: AbortSwitch): Consultation {
  let asksBlock: Question<BlockAnswer> | null = null;
  let asksRewrite: Question<RewriteAnswer> | null = null;

  const unlessStopped = <Answer>(promise: Promise<Answer>): Promise<Answer> => {
    const stopped = abort.thrown.then((): never => {
      throw new AppError('cancelled');
    });
    return Promise.race([promise, stopped]);
  };

  return {
    block: async (offset, length) => {
      abort.check();
      const question = { offset, answer: createDeferred<BlockAnswer>() };
      asksBlock = question;
      emit({ type: 'wrong-block', target, offset, length });
      return unlessStopped(question.answer.promise);
    },
    mayRewrite: async (offset, length, { first, bytes, bits }) => {
      abort.check();
      const question = { offset, answer: createDeferred<RewriteAnswer>() };
      asksRewrite = question;
      const wrong = { firstWrong: offset + first, wrongBytes: bytes, wrongBits: bits };
      emit({ type: 'ask-rewrite', target, offset, length, ...wrong });
      return (await unlessStopped(question.answer.promise)).yes;
    },
    answerBlock: (answer) => {
      settle(asksBlock, answer);
      asksBlock = null;
    },
    answerRewrite: (answer) => {
      settle(asksRewrite, answer);
      asksRewrite = null;
    },
  };
}

function settle<Answer extends { readonly offset: number }>(question: Question<Answer> | null, answer: Answer): void {
  if (question?.offset !== answer.offset)
    throw new AppError('unexpected', { detail: 'an answer that nobody asked for' });
  question.answer.resolve(answer);
}
