// The program that writes drives. It may run as root: it gets bytes on stdin, opens nothing but the block devices that
// it has checked itself, and says what happens on stdout. Started by node/elevate; nobody needs to run it by hand.
import { Socket, type SocketConstructorOpts, type TcpSocketConnectOpts } from 'node:net';
import { MAX_TARGETS, PROTOCOL_VERSION, type WriterHeader } from '../contract/writer.ts';
import { AppError, toAppError } from '../core/errors.ts';
import { createEmitter } from './events.ts';
import { createFrameDecoder } from './frames.ts';
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

let pass: Pass | null = null;
let busy: Promise<void> | null = null;
let leaving = false;

const emit = createEmitter(leave);

/** The other side is gone or has had enough: no new I/O from here on, and away as soon as what is under way has ended. */
function leave(): void {
  if (leaving) return;
  leaving = true;
  pass?.cancel();
  // exit() itself waits, in the kernel, for requests that a drive has not answered yet.
  void Promise.resolve(busy).finally(() => process.exit(0));
}

function fatal(thrown: unknown): void {
  const { code, facts } = toAppError(thrown);
  emit({ type: 'fatal', code, facts });
  leave();
}

function begin(header: WriterHeader): void {
  if (busy) throw new AppError('unexpected', { detail: 'a header came before the last operation had ended' });
  busy = operate(header)
    .catch(fatal)
    .finally(() => {
      pass = null;
      busy = null;
    });
}

function operate(header: WriterHeader): Promise<void> {
  // Counts only before the pool starts, with the first file that is opened: a later pass has no more targets than the first
  // one, but what follows a mere look at a drive could be anything.
  const targets = header.op === 'write' ? header.targets.length : MAX_TARGETS;
  process.env.UV_THREADPOOL_SIZE = String(SPARE_THREADS + targets * THREADS_PER_TARGET);
  if (header.op === 'write') {
    pass = startWritePass(header, emit);
    return pass.done;
  }
  return runBetween(header).finally(startSignsOfLife(emit));
}

function runBetween(header: Exclude<WriterHeader, { op: 'write' }>): Promise<void> {
  switch (header.op) {
    case 'read':
      return runRead(header, emit);
    case 'release':
      return runRelease(header, emit);
    case 'withdraw':
      return runWithdraw(header, emit);
  }
}

const frames = createFrameDecoder({
  header: begin,
  room: (bytes) => pass?.room(bytes) ?? unwanted.subarray(0, bytes),
  filled: (bytes) => pass?.filled(bytes),
  end: () => pass?.end(),
  commit: (commit) => pass?.commit(commit),
  cancel: () => pass?.cancel(),
});

let place: Uint8Array = frames.buffer();

function take(bytes: number): void {
  if (leaving) return;
  try {
    frames.filled(bytes);
    place = frames.buffer();
  } catch (thrown) {
    fatal(thrown);
    place = unwanted;
  }
}

// Each read goes straight into its block: no allocation and no copy for the thousands of reads that an image takes.
const options: SocketConstructorOpts & Pick<TcpSocketConnectOpts, 'onread'> = {
  fd: 0,
  readable: true,
  writable: false,
  onread: {
    buffer: () => place,
    callback: (bytes) => {
      take(bytes);
      return true;
    },
  },
};
const stdin = new Socket(options);
stdin.on('end', leave);
stdin.on('close', leave);
stdin.on('error', leave);
stdin.resume();

// Ctrl-C in a terminal reaches every process of its group. What then happens is the other side's word, over stdin.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', leave);
process.on('SIGHUP', leave);

emit({ type: 'ready', version: PROTOCOL_VERSION, root: process.getuid?.() === 0 });
