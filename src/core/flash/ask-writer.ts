import { AppError } from '../errors.ts';
import { createDeferred } from '../jobs/deferred.ts';
import type { CancelSignal, WriterSession } from '../ports.ts';
import { PROTOCOL_VERSION, type DriveTarget, type WriterEvent, type WriterTarget } from './protocol.ts';

/** A writer session between two passes. */
export interface IdleWriter {
  readonly session: WriterSession;
  readonly events: AsyncIterator<WriterEvent, unknown>;
  readonly signal: CancelSignal;
}

type Question =
  | { readonly op: 'read'; readonly target: DriveTarget; readonly offset: number; readonly bytes: number }
  | { readonly op: 'eject'; readonly target: DriveTarget }
  | { readonly op: 'withdraw'; readonly target: WriterTarget; readonly job: string; readonly startedAt: string };

type Answer = Extract<WriterEvent, { type: 'read' | 'read-failed' | 'ejected' | 'withdrawn' }>;

/** The session is over, and with it whatever else was to be asked. */
export class SessionOver extends Error {
  override readonly name = 'SessionOver';
  readonly why: AppError;

  constructor(why: AppError) {
    super(why.code);
    this.why = why;
  }
}

/**
 * Asks the writer for one of its small operations and waits for the answer. Throws `SessionOver` when the writer fails,
 * AppError `cancelled` at once when the signal is aborted, even while a drive hangs: the session is of no use then.
 */
export async function askWriter({ session, events, signal }: IdleWriter, question: Question): Promise<Answer> {
  // What was laid over the target is full of secrets, and of no interest here.
  const target = { ...question.target, overlays: [] };
  await session.send({ type: 'header', header: { version: PROTOCOL_VERSION, ...question, target } });
  for (;;) {
    const next = await unlessCancelled(events.next(), signal);
    if (next.done) throw new SessionOver(new AppError('writer-died'));
    const event = next.value;
    switch (event.type) {
      case 'fatal':
        throw new SessionOver(new AppError(event.code, event.facts));
      case 'read':
      case 'read-failed':
      case 'ejected':
      case 'withdrawn':
        return event;
      default:
      // a sign of life
    }
  }
}

async function unlessCancelled<T>(promise: Promise<T>, signal: CancelSignal): Promise<T> {
  const cancelled = createDeferred<never>();
  const cancel = (): void => cancelled.reject(new AppError('cancelled'));
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await Promise.race([promise, cancelled.promise]);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
