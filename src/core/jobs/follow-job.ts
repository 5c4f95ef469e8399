import { AppError } from '../errors/app-error.ts';
import type { End } from './job.ts';

/** Whether an event of a job's stream is its end. */
export function isEnd<Result>(event: { readonly type: string } | End<Result>): event is End<Result> {
  return event.type === 'done' || event.type === 'failed' || event.type === 'cancelled';
}

/**
 * Reads a job's stream to its end, one event after the other, and gives what the job has brought. Throws the AppError that it
 * failed with, or `cancelled`; whatever `take` throws ends the reading, and not the job.
 */
export async function followJob<Event extends { readonly type: string }, Result>(
  events: AsyncIterable<Event | End<Result>>,
  take: (event: Event) => void | Promise<void>,
): Promise<Result> {
  for await (const event of events) {
    if (isEnd<Result>(event)) return resultOf(event);
    await take(event);
  }
  throw new AppError('unexpected', { detail: 'the job ended without an end' });
}

function resultOf<Result>(end: End<Result>): Result {
  switch (end.type) {
    case 'done':
      return end.result;
    case 'failed':
      throw end.error;
    case 'cancelled':
      throw new AppError('cancelled');
  }
}
