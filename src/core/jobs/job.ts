import { AppError, toAppError } from '../errors/app-error.ts';
import { createBell } from './deferred.ts';
import type { CancelSignal } from '../ports.ts';

/** The last event of every job's stream; exactly one of them comes, and nothing after it. */
export type End<Result> =
  | { readonly type: 'done'; readonly result: Result }
  | { readonly type: 'failed'; readonly error: AppError }
  | { readonly type: 'cancelled' };

/**
 * Makes an event stream of a piece of work. `work` says what happens through `emit` and returns its result; whatever it
 * throws becomes the `failed` event, or `cancelled` when `signal` was aborted. The stream never throws.
 * A reader that stops early (`break`) does not stop the work: abort the signal for that.
 */
export async function* runJob<Event, Result>(
  signal: CancelSignal,
  work: (emit: (event: Event) => void) => Promise<Result>,
): AsyncGenerator<Event | End<Result>, void, undefined> {
  const queue: Event[] = [];
  const news = createBell();
  let end: End<Result> | undefined;

  const emit = (event: Event): void => {
    queue.push(event);
    news.ring();
  };
  void Promise.resolve()
    .then(() => work(emit))
    .then(
      (result): End<Result> => ({ type: 'done', result }),
      (thrown: unknown): End<Result> => {
        const error = toAppError(thrown);
        return signal.aborted || error.code === 'cancelled' ? { type: 'cancelled' } : { type: 'failed', error };
      },
    )
    .then((ended) => {
      end = ended;
      news.ring();
    });

  for (;;) {
    const event = queue.shift();
    if (event !== undefined) yield event;
    else if (end) {
      yield end;
      return;
    } else await news.next();
  }
}

/** Throws the `cancelled` AppError when the signal is aborted. */
export function throwIfCancelled(signal: CancelSignal): void {
  if (signal.aborted) throw new AppError('cancelled');
}
