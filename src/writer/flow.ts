import type { Emit } from './events.ts';
import { BLOCK_BYTES, MAX_BUFFER_BYTES, type BlockPool } from './blocks.ts';
import type { Lane } from './lane.ts';
import type { ImageStream } from './stream.ts';

/** The window grows with the measured rate: about one second of it, so that little is left to drain on a cancel. */
const WINDOW_SECONDS = 1;
const MIN_WINDOW_BYTES = 8 * BLOCK_BYTES;
const FIRST_WINDOW_BYTES = 16 * BLOCK_BYTES;
/** A window that grew by less than this part of itself is not worth an event. */
const WINDOW_STEP = 1 / 8;
/** For so long the others may wait for one target before it is set aside. */
const SET_ASIDE_MS = 5_000;
/**
 * Each moment in which nobody waits makes up for so many of waiting. Of two targets at rates s < f the faster waits for
 * 1 - s/f of the time, so that the wait grows only where s/f < 1/(1 + RELENT): less than half as fast as the others, and
 * twice as long as these 5 s where it is a quarter as fast, three times where a third. The others then take less than half
 * the time. Who waits for all of them waits longer, since that one is written anew behind them: by s/f, at most half as long
 * again, where it is found out soon, and up to twice as long where it shows only near the end. At 10 % slower it would always
 * be nearly twice as long, for a tenth.
 */
const RELENT = 1;

/** What the flow has to know of a target. */
export interface Paced {
  readonly lane: Pick<Lane, 'position' | 'idle' | 'idleMs' | 'completedBytes'> | null;
}

interface FlowOptions<Job extends Paced> {
  readonly emit: Emit;
  readonly stream: Pick<ImageStream, 'received'>;
  /** The targets that are being written now. */
  readonly streaming: () => readonly Job[];
  readonly pool: Pick<BlockPool, 'freeBytes'>;
  readonly setAside: (job: Job) => void;
}

/** How much of the stream may come in: never more than the buffers hold, paced by the slowest target. */
export interface Flow {
  /** So far the other side may send. */
  readonly upTo: number;
  open(): void;
  /** The stream has ended: from here on nobody waits for anybody. */
  close(): void;
  /** A block was let go of, or a target has ended. */
  update(): void;
  tick(elapsedMs: number): void;
}

export function createFlow<Job extends Paced>({ emit, stream, streaming, pool, setAside }: FlowOptions<Job>): Flow {
  let opened = false;
  let upTo = 0;
  let windowBytes = FIRST_WINDOW_BYTES;
  let bytesPerSecond = 0;
  let lastCompleted = 0;
  const waitedMs = new Map<Job, number>();
  const idledMs = new Map<Job, number>();

  const update = (): void => {
    if (!opened) return;
    const positions = streaming().map((job) => job.lane?.position ?? 0);
    if (positions.length === 0) return;
    // What may come in always fits: a target that hangs may keep buffers for ever.
    const next = Math.min(Math.min(...positions) + windowBytes, stream.received + pool.freeBytes);
    const starving = stream.received >= upTo && next > upTo;
    if (next < upTo + windowBytes * WINDOW_STEP && !starving) return;
    upTo = Math.floor(next);
    emit({ type: 'window', upTo });
  };

  const measure = (elapsedMs: number): void => {
    const completed = Math.max(0, ...streaming().map((job) => job.lane?.completedBytes ?? 0));
    const now = ((completed - lastCompleted) / elapsedMs) * 1000;
    lastCompleted = Math.max(completed, lastCompleted);
    bytesPerSecond = bytesPerSecond === 0 ? now : bytesPerSecond * 0.7 + now * 0.3;
    if (bytesPerSecond <= 0) return;
    // A window beyond the buffers would mean nothing, and a step of it could never be made.
    windowBytes = Math.min(Math.max(bytesPerSecond * WINDOW_SECONDS, MIN_WINDOW_BYTES), MAX_BUFFER_BYTES);
  };

  /** For how long each had nothing to do since this was asked last, at most `elapsedMs`. */
  const idling = (elapsedMs: number): ReadonlyMap<Job, number> =>
    new Map(
      streaming().map((job) => {
        const now = job.lane?.idleMs ?? 0;
        const idle = now - (idledMs.get(job) ?? 0);
        idledMs.set(job, now);
        return [job, Math.min(idle, elapsedMs)];
      }),
    );

  /**
   * Keeps count of the waiting for each target: measured, since at a look now and then a drive could be found busy each time
   * by its rhythm alone. Returns the one that has been waited for too long.
   */
  const tooSlow = (elapsedMs: number): Job | undefined => {
    const idle = idling(elapsedMs);
    // While more may come in it is the image that is waited for.
    const longest = stream.received < upTo ? 0 : Math.max(0, ...idle.values());
    for (const [job, idleMs] of idle) {
      const waited = Math.max(0, longest - idleMs);
      const change = waited - (elapsedMs - waited) * RELENT;
      waitedMs.set(job, Math.max(0, (waitedMs.get(job) ?? 0) + change));
    }
    return streaming().find((job) => job.lane?.idle === false && (waitedMs.get(job) ?? 0) >= SET_ASIDE_MS);
  };

  return {
    get upTo() {
      return upTo;
    },
    open: () => {
      opened = true;
      update();
    },
    close: () => {
      opened = false;
    },
    update,
    tick: (elapsedMs) => {
      if (!opened) return;
      measure(elapsedMs);
      const slow = tooSlow(elapsedMs);
      if (slow) setAside(slow);
      update();
    },
  };
}
