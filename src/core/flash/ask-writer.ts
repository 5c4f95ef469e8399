import { AppError } from '../errors/app-error.ts';
import { createDeferred } from '../jobs/deferred.ts';
import type { CancelSignal, Clock, WriterSession } from '../ports.ts';
import type { WriterEvent } from './protocol-events.ts';
import type { DriveTarget, WriterTarget } from './protocol-target.ts';
import { PROTOCOL_VERSION } from './protocol.ts';

/** A writer session between two passes. */
export interface IdleWriter {
  readonly session: WriterSession;
  readonly events: AsyncIterator<WriterEvent, unknown>;
  readonly signal: CancelSignal;
  readonly patience?: Patience;
}

/** Who wants to know of a drive that does not answer. */
export interface Patience {
  readonly clock: Clock;
  /** Gets the time (ms) that an answer is waited for already: after 5 s, and again each second. */
  readonly stalled: (ms: number) => void;
}

/** As the writer tells it of a drive that it writes. */
const STALL_MS = 5_000;
const STALL_REPEAT_MS = 1_000;

type Question =
  | { readonly op: 'read'; readonly target: DriveTarget; readonly offset: number; readonly bytes: number }
  | { readonly op: 'release'; readonly target: DriveTarget; readonly eject: boolean }
  | { readonly op: 'withdraw'; readonly target: WriterTarget; readonly job: string; readonly startedAt: string };

type Answer = Extract<WriterEvent, { type: 'read' | 'read-failed' | 'released' | 'withdrawn' }>;

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
export async function askWriter(writer: IdleWriter, question: Question): Promise<Answer> {
  const { session, events, signal } = writer;
  // What was laid over the target is full of secrets, and of no interest here.
  const target = { ...question.target, overlays: [] };
  await session.send({ type: 'header', header: { version: PROTOCOL_VERSION, ...question, target } });
  const tick = createStallWatch(writer.patience);
  for (;;) {
    const next = await unlessCancelled(events.next(), signal);
    if (next.done) throw new SessionOver(new AppError('writer-died', { ...session.ended() }));
    const event = next.value;
    switch (event.type) {
      case 'fatal':
        throw new SessionOver(new AppError(event.code, event.facts));
      case 'read':
      case 'read-failed':
      case 'released':
      case 'withdrawn':
        return event;
      default:
        // The writer lives, and its drive has not answered.
        tick();
    }
  }
}

/** Tells of a wait; to be called at each sign of life, of which the writer gives five a second. */
function createStallWatch(patience: Patience | undefined): () => void {
  if (!patience) return () => undefined;
  const { clock, stalled } = patience;
  const since = clock.now();
  let toldAt = -Infinity;
  return () => {
    const now = clock.now();
    if (now - since < STALL_MS || now - toldAt < STALL_REPEAT_MS) return;
    toldAt = now;
    stalled(Math.round(now - since));
  };
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
