import { toAppError, type AppError } from '../../../src/core/errors/app-error.ts';

/** Something that main was asked for, and what has become of it. */
export type Asked<Value> =
  | { readonly state: 'idle' }
  | { readonly state: 'busy' }
  | { readonly state: 'known'; readonly value: Value }
  | { readonly state: 'failed'; readonly error: AppError };

export const IDLE = { state: 'idle' } as const;
export const BUSY = { state: 'busy' } as const;

/** What an answer, or its failing, is told as; what was cancelled is as if it had never been asked. */
export async function answerOf<Value>(work: Promise<Value>): Promise<Asked<Value>> {
  try {
    return { state: 'known', value: await work };
  } catch (thrown) {
    const error = toAppError(thrown);
    return error.code === 'cancelled' ? IDLE : { state: 'failed', error };
  }
}
