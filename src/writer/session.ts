import { MAX_TARGETS, type WriterHeader } from '../contract/writer.ts';
import { AppError, toAppError } from '../core/errors/app-error.ts';
import type { DriveHost } from './drive-host.ts';
import type { Emit } from './events.ts';
import { createFrameDecoder, type FrameDecoder } from './frames.ts';
import { startWritePass, type Pass } from './pass.ts';
import { runRead } from './read.ts';
import { runRelease } from './release.ts';
import { startSignsOfLife } from './watch.ts';
import { runWithdraw } from './withdraw.ts';

/** Where data goes that nobody wants any more. */
const unwanted = Buffer.alloc(256 << 10);

/**
 * What a drive may occupy of libuv's thread pool while it hangs (its writes in flight and one more request), so that it
 * takes none from another drive; and some for everything else.
 */
const THREADS_PER_TARGET = 6;
const SPARE_THREADS = 8;

/** Everything between the first frame and the end of stdin: one operation after the other. */
export interface Session extends FrameDecoder {
  /** The other side is gone or has had enough: no new I/O from here on, and away as soon as what is under way has ended. */
  readonly leave: () => void;
}

/** What comes in becomes operations on the drives of `host`; `exit` is called once, when nothing is under way any more. */
export function createSession(host: DriveHost, emit: Emit, exit: () => void): Session {
  let pass: Pass | null = null;
  let busy: Promise<void> | null = null;
  let leaving = false;

  const leave = (): void => {
    if (leaving) return;
    leaving = true;
    pass?.cancel();
    void Promise.resolve(busy).finally(exit);
  };
  const fatal = (thrown: unknown): void => {
    const { code, facts } = toAppError(thrown);
    emit({ type: 'fatal', code, facts });
    leave();
  };
  const operate = (header: WriterHeader): Promise<void> => {
    sizeThreadPool(header);
    if (header.op !== 'write') return runBetween(header, host, emit).finally(startSignsOfLife(emit));
    pass = startWritePass(header, host, emit);
    return pass.done;
  };
  const begin = (header: WriterHeader): void => {
    if (busy) throw new AppError('unexpected', { detail: 'a header came before the last operation had ended' });
    busy = operate(header)
      .catch(fatal)
      .finally(() => {
        pass = null;
        busy = null;
      });
  };

  const frames = createFrameDecoder({
    header: begin,
    room: (bytes) => pass?.room(bytes) ?? unwanted.subarray(0, bytes),
    filled: (bytes) => pass?.filled(bytes),
    skip: (skip) => pass?.skip(skip),
    end: () => pass?.end(),
    commit: (commit) => pass?.commit(commit),
    cancel: () => pass?.cancel(),
    // A late one, of a pass that is over, is of no use to anybody.
    block: (answer) => pass?.block(answer),
    rewrite: (answer) => pass?.rewrite(answer),
  });
  let place: Uint8Array = frames.buffer();

  return {
    buffer: () => place,
    filled: (bytes) => {
      if (leaving) return;
      try {
        frames.filled(bytes);
        place = frames.buffer();
      } catch (thrown) {
        fatal(thrown);
        place = unwanted;
      }
    },
    leave,
  };
}

/**
 * Counts only before the pool starts, with the first file that is opened: a later pass has no more targets than the first
 * one, but what follows a mere look at a drive could be anything.
 */
function sizeThreadPool(header: WriterHeader): void {
  const targets = header.op === 'write' ? header.targets.length : MAX_TARGETS;
  process.env.UV_THREADPOOL_SIZE = String(SPARE_THREADS + targets * THREADS_PER_TARGET);
}

function runBetween(header: Exclude<WriterHeader, { op: 'write' }>, host: DriveHost, emit: Emit): Promise<void> {
  switch (header.op) {
    case 'read':
      return runRead(header, host, emit);
    case 'release':
      return runRelease(header, host, emit);
    case 'withdraw':
      return runWithdraw(header, host, emit);
  }
}
