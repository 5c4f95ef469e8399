import { AppError, toAppError } from '../core/errors/app-error.ts';
import { createDeferred } from '../core/jobs/deferred.ts';
import type { BlockAnswer, Commit, RewriteAnswer, Skip, TargetOutcome, WriteHeader } from '../contract/writer.ts';
import { BLOCK_BYTES, createBlockPool, MAX_BUFFER_BYTES } from './blocks.ts';
import type { DriveHost } from './drive-host.ts';
import type { Emit } from './events.ts';
import { createFlow } from './flow.ts';
import { holdingUp } from './held-up.ts';
import { LANE_BYTES } from './lane.ts';
import { createImageStream, type Block } from './stream.ts';
import { createTargetJob, type TargetJob } from './target.ts';
import { startWatch } from './watch.ts';

/** What each target holds besides the stream's blocks: its first MiB, the marker, two reads of the verification. */
const OWN_BYTES_PER_TARGET = 4 * BLOCK_BYTES;
/** What it holds besides those where only what differs is written: four blocks to compare, two more reads. */
const COMPARED_BYTES_PER_TARGET = 6 * BLOCK_BYTES;
const MIN_POOL_BYTES = 16 * BLOCK_BYTES;
/** A target that is not ready to be written this long after the first one is, gets a pass of its own. */
const PREPARE_GRACE_MS = 5_000;

/** One image on its way to its targets. Every target ends in exactly one `result`; `done` resolves after the last. */
export interface Pass {
  /**
   * Where the next data goes, of which there are `bytes`; null when nobody wants it any more. Throws AppError when the
   * window does not allow that many.
   */
  room(bytes: number): Uint8Array | null;
  /** So many bytes have come into the beginning of that room. */
  filled(bytes: number): void;
  /** These bytes of the image do not come. Takes no buffer, so no window is asked. */
  skip(skip: Skip): void;
  end(): void;
  commit(commit: Commit): void;
  /** Answers to what a target has asked; of one that has ended they are not wanted any more. */
  block(answer: BlockAnswer): void;
  rewrite(answer: RewriteAnswer): void;
  /** No new request reaches any drive from now on; what is under way is waited for. */
  cancel(): void;
  readonly done: Promise<void>;
}

export function startWritePass(header: WriteHeader, host: DriveHost, emit: Emit): Pass {
  const image = {
    bytes: header.imageBytes,
    onDisks: header.imageOnDisks,
    tableSectorBytes: null,
    startsLikeDisk: null,
  };
  /** Indexes of the targets that have their result. */
  const ended = new Set<number>();
  // What an ended target still does (a slow unmount) must not be taken for news of a later pass.
  const jobs: readonly TargetJob[] = header.targets.map((target, index) =>
    createTargetJob(index, target, header, image, host, (event) => {
      if (!ended.has(index)) emit(event);
    }),
  );
  const ownBytes = OWN_BYTES_PER_TARGET + (header.onlyChanged ? COMPARED_BYTES_PER_TARGET : 0);
  const pool = createBlockPool(Math.max(MIN_POOL_BYTES, MAX_BUFFER_BYTES - jobs.length * ownBytes));
  const underWay = (): readonly TargetJob[] => jobs.filter(({ index }) => !ended.has(index));
  const waiting = (target: number): TargetJob | undefined => underWay().find(({ index }) => index === target);
  const streaming = (): readonly TargetJob[] => underWay().filter(({ lane }) => lane !== null);

  let isCancelled = false;
  let hasEnded = false;
  let isAnyDone = false;

  const finish = (job: TargetJob, outcome: TargetOutcome): void => {
    if (ended.has(job.index)) return;
    ended.add(job.index);
    isAnyDone ||= outcome.kind === 'done';
    emit({ type: 'result', target: job.index, outcome });
    // Not waited for: a drive that hangs must not hold up the others, nor the news.
    void job.stop();
    flow.update();
  };
  const fail = (job: TargetJob, thrown: unknown): void => {
    const error = isCancelled ? new AppError('cancelled') : toAppError(thrown);
    finish(job, job.outcomeOf(error));
  };
  const setAside = (job: TargetJob): void => {
    if (ended.has(job.index)) return;
    // What it has in flight may be held for long: the others get as much more.
    pool.grow(LANE_BYTES);
    finish(job, { kind: 'set-aside', state: job.state() });
  };

  const deliver = (block: Block): number => streaming().filter((job) => job.lane?.offer(block)).length;
  const stream = createImageStream(pool, deliver, () => flow.update());
  const flow = createFlow({ emit, stream, streaming, pool, setAside });

  const committed = createDeferred<Commit>();
  const stopWatch = startWatch(underWay, emit, ({ elapsedMs, unanswered }) => {
    flow.tick(elapsedMs);
    if (header.eject === 'later' && isAnyDone) holdingUp(unanswered).forEach(setAside);
  });

  const runTarget = async (job: TargetJob): Promise<void> => {
    try {
      await unlessStopped(job, Promise.resolve(job.lane?.written));
      const { bytes, sha256 } = await unlessStopped(job, committed.promise);
      if (bytes !== stream.imageBytes || sha256 !== stream.prefixDigests.at(-1)?.toString('hex'))
        throw new AppError('unexpected', { detail: 'the commit does not fit the data' });
      const { prefixDigests, offsets } = stream;
      const completing = job.complete({ bytes, prefixDigests, offsets });
      finish(job, await unlessStopped(job, completing));
    } catch (thrown) {
      fail(job, thrown);
    }
  };

  const run = async (): Promise<void> => {
    const ready = await prepareAll(jobs, fail, setAside);
    flow.open();
    await Promise.all(ready.map(runTarget));
  };

  // Nothing is told before the caller has this pass.
  const done = Promise.resolve()
    .then(run)
    .finally(() => {
      stopWatch();
      emit({ type: 'pass-end' });
    });

  return {
    room: (bytes) => {
      // After the last target has ended nobody wants it, but it may have been on its way.
      if (ended.size === jobs.length) return null;
      if (hasEnded || stream.received + bytes > flow.upTo)
        throw new AppError('unexpected', { detail: 'more data than the window allows' });
      return stream.room(bytes);
    },
    filled: (bytes) => {
      if (ended.size < jobs.length) stream.filled(bytes);
    },
    skip: ({ bytes }) => {
      if (ended.size === jobs.length) return;
      if (hasEnded) throw new AppError('unexpected', { detail: 'the data had ended' });
      const offset = stream.imageBytes;
      stream.skip(bytes);
      for (const job of streaming()) job.lane?.skip(offset, bytes);
    },
    end: () => {
      if (ended.size === jobs.length) return;
      if (hasEnded || stream.received === 0)
        throw new AppError('unexpected', { detail: 'the data ended twice, or before any had come' });
      hasEnded = true;
      flow.close();
      const sha256 = stream.end();
      for (const job of streaming()) job.lane?.end();
      emit({ type: 'received', bytes: stream.imageBytes, sha256 });
    },
    commit: committed.resolve,
    block: (answer) => waiting(answer.target)?.consultation.answerBlock(answer),
    rewrite: (answer) => waiting(answer.target)?.consultation.answerRewrite(answer),
    cancel: () => {
      isCancelled = true;
      for (const job of jobs) void job.stop();
    },
    done,
  };
}

/** The promise's value, or AppError `cancelled` as soon as the target is stopped, even while the drive hangs. */
function unlessStopped<T>(job: TargetJob, promise: Promise<T>): Promise<T> {
  const stopped = job.stopped.then((): never => {
    throw new AppError('cancelled');
  });
  return Promise.race([promise, stopped]);
}

/** Prepares all targets at once. Those that fail end here; one that is far behind the first is set aside. */
async function prepareAll(
  jobs: readonly TargetJob[],
  fail: (job: TargetJob, thrown: unknown) => void,
  setAside: (job: TargetJob) => void,
): Promise<readonly TargetJob[]> {
  const ready: TargetJob[] = [];
  const late = new Set<TargetJob>(jobs);
  const grace = createDeferred<undefined>();
  const timers: NodeJS.Timeout[] = [];
  const prepareOne = async (job: TargetJob): Promise<void> => {
    try {
      await unlessStopped(job, job.prepare());
      if (!late.delete(job)) return;
      ready.push(job);
      timers.push(setTimeout(() => grace.resolve(undefined), PREPARE_GRACE_MS));
    } catch (thrown) {
      late.delete(job);
      fail(job, thrown);
    }
  };
  await Promise.race([Promise.all(jobs.map(prepareOne)), grace.promise]);
  for (const timer of timers) clearTimeout(timer);
  for (const job of late) setAside(job);
  late.clear();
  return ready;
}
