import { AppError, toAppError } from '../errors/app-error.ts';
import { followSignal } from '../jobs/cancel.ts';
import { createBell } from '../jobs/deferred.ts';
import type { CancelSignal, Clock, ImageSource, WriterSession } from '../ports.ts';
import type { Limit } from './events.ts';
import { createLimitMeter } from './limit.ts';
import { createWriterAnswers } from './answer-writer.ts';
import type { Sieve } from './sift.ts';
import type { AskRewriteEvent } from './protocol-wrong-block.ts';
import type { WriteHeader } from './protocol-commands.ts';
import type { TargetOutcome, WriterEvent } from './protocol-events.ts';
import { MAX_DATA_BYTES } from './protocol.ts';

const SOURCE_EVENT_MS = 200;

/** What a pass tells while it runs; `target` is the index in its header. */
export type PassEvent =
  | Extract<WriterEvent, { type: 'phase' | 'progress' | 'stalled' | 'note' | 'result' }>
  | { readonly type: 'source'; readonly consumed: number }
  /** Of all targets: they take the same bytes at the same pace. */
  | { readonly type: 'limit'; readonly by: Limit };

export interface PassOptions {
  readonly session: WriterSession;
  readonly events: AsyncIterator<WriterEvent, unknown>;
  readonly header: WriteHeader;
  readonly source: ImageSource;
  /** What leaves out what nobody reads; null to send everything. */
  readonly sieve: Sieve | null;
  readonly clock: Clock;
  readonly signal: CancelSignal;
  /** Says whether the image that arrived is the right one, before any card becomes bootable; throws AppError if not. */
  readonly approve: (received: { bytes: number; sha256: string }) => void;
  readonly mayRewrite: (event: AskRewriteEvent, signal: CancelSignal) => Promise<boolean>;
  readonly emit: (event: PassEvent) => void;
}

export interface PassResult {
  readonly outcomes: ReadonlyMap<number, TargetOutcome>;
  readonly received: { readonly bytes: number; readonly sha256: string } | null;
  /** Why the image could not be read to its end or was not approved; the targets were cancelled then. */
  readonly imageError: AppError | null;
}

/**
 * Sends one image through the writer to the header's targets. Never more is sent than the writer's window allows, so
 * that a cancel is seen at once. Throws AppError only when the writer itself fails.
 */
export async function runPass(options: PassOptions): Promise<PassResult> {
  const { session, header, source, signal, emit } = options;
  const outcomes = new Map<number, TargetOutcome>();
  const flow = createWindow();
  let received: PassResult['received'] = null;
  let imageError: AppError | null = null;

  const cancel = (): void => {
    flow.close();
    void session.send({ type: 'cancel' });
  };
  const approve = (arrived: { bytes: number; sha256: string }): void => {
    received = arrived;
    try {
      options.approve(arrived);
      void session.send({ type: 'commit', commit: arrived });
    } catch (thrown) {
      imageError = toAppError(thrown);
      cancel();
    }
  };

  await session.send({ type: 'header', header });
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  const reading = followSignal(signal);
  const answers = createWriterAnswers({ session, source, signal: reading, mayRewrite: options.mayRewrite });
  let consumed = 0;
  const feeding = feed({ ...options, signal: reading }, flow)
    .catch((thrown: unknown) => {
      if (reading.aborted) return;
      imageError = toAppError(thrown);
      cancel();
    })
    .finally(() => {
      // A block that is read once more later on is another pass of the source.
      consumed = source.consumed();
    });

  try {
    for (;;) {
      const next = await options.events.next();
      if (next.done) throw new AppError('writer-died', { ...session.ended() });
      const event = next.value;
      if (event.type === 'pass-end') break;
      if (event.type === 'fatal') throw new AppError(event.code, event.facts);
      if (event.type === 'window') flow.open(event.upTo);
      else if (event.type === 'received') approve({ bytes: event.bytes, sha256: event.sha256 });
      else if (event.type === 'result') outcomes.set(event.target, event.outcome);
      else if (event.type === 'wrong-block' || event.type === 'ask-rewrite') answers.take(event);
      if (isTold(event)) emit(event);
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    flow.close();
    // A source that waits for its next bytes must not keep us when nobody wants them any more.
    reading.abort();
    await feeding;
    await answers.idle();
  }
  emit({ type: 'source', consumed });
  return { outcomes, received, imageError };
}

const TOLD: readonly WriterEvent['type'][] = ['phase', 'progress', 'stalled', 'note', 'result'];

function isTold(event: WriterEvent): event is Exclude<PassEvent, { type: 'source' | 'limit' }> {
  return TOLD.includes(event.type);
}

async function feed({ session, source, sieve, signal, clock, emit }: PassOptions, flow: Window): Promise<void> {
  let sent = 0;
  let skipped = 0;
  let toldAt = -Infinity;
  const meter = createLimitMeter(clock, source, (by) => emit({ type: 'limit', by }));
  const chunks = source.chunks(signal);
  for await (const chunk of sieve ? sieve.sift(chunks) : chunks) {
    meter.got();
    if (!(chunk instanceof Uint8Array)) {
      await session.send({ type: 'skip', skip: chunk });
      skipped += chunk.bytes;
      continue;
    }
    for (let from = 0; from < chunk.byteLength;) {
      const room = Math.min(await flow.room(sent), MAX_DATA_BYTES);
      if (room === 0) return;
      const piece = chunk.subarray(from, from + room);
      await session.send({ type: 'data', data: piece });
      from += piece.byteLength;
      sent += piece.byteLength;
    }
    if (clock.now() - toldAt >= SOURCE_EVENT_MS) {
      toldAt = clock.now();
      emit({ type: 'source', consumed: source.consumed() });
    }
    meter.sent();
  }
  if (signal.aborted) return;
  if (sent === 0) throw new AppError('image-empty', { image: source.name });
  const bytes = sent + skipped;
  if (source.bytes !== null && bytes !== source.bytes)
    throw new AppError('image-truncated', { image: source.name, expectedBytes: source.bytes, bytes });
  await session.send({ type: 'end' });
}

/** How far the writer lets us send. */
interface Window {
  open(upTo: number): void;
  /** Nothing more is wanted. */
  close(): void;
  /** Resolves to the bytes that may be sent from offset `sent` on, at least 1; to 0 once it is closed. */
  room(sent: number): Promise<number>;
}

function createWindow(): Window {
  let upTo = 0;
  let closed = false;
  const changed = createBell();
  return {
    open: (offset) => {
      upTo = Math.max(upTo, offset);
      changed.ring();
    },
    close: () => {
      closed = true;
      changed.ring();
    },
    room: async (sent) => {
      while (!closed && upTo <= sent) await changed.next();
      return closed ? 0 : upTo - sent;
    },
  };
}
