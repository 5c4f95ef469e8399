import type { TargetOutcome, WriteHeader, WriterCommand, WriterEvent } from '../../src/contract/writer.ts';
import { createBell } from '../../src/core/jobs/deferred.ts';
import type { WriterPort } from '../../src/core/ports.ts';
import { sha256 } from './test-image.ts';

/** The writer's side of a session, as a script sees it. */
export interface WriterSide {
  /** The next command, or null when the other side has closed the input. */
  readonly next: () => Promise<WriterCommand | null>;
  readonly emit: (event: WriterEvent) => void;
}

/** The process has exited when it resolves, however that was. */
export type WriterScript = (side: WriterSide) => Promise<void>;

export interface ScriptedWriter extends WriterPort {
  readonly commands: readonly WriterCommand[];
  readonly starts: readonly { readonly elevate: boolean }[];
  hasExited(): boolean;
}

export function scriptedWriter(script: WriterScript): ScriptedWriter {
  const commands: WriterCommand[] = [];
  const starts: { elevate: boolean }[] = [];
  let exited = false;
  return {
    commands,
    starts,
    hasExited: () => exited,
    start: ({ elevate }) => {
      starts.push({ elevate });
      const [input, output] = [queueOf<WriterCommand>(), queueOf<WriterEvent>()];
      const running = script({ next: input.next, emit: output.push })
        .catch(() => undefined)
        .then(() => {
          exited = true;
          output.end();
        });
      return Promise.resolve({
        events: { [Symbol.asyncIterator]: () => ({ next: async () => resultOf(await output.next()) }) },
        send: (command) => {
          const kept = command.type === 'data' ? { ...command, data: Buffer.from(command.data) } : command;
          commands.push(kept);
          input.push(kept);
          return Promise.resolve();
        },
        close: input.end,
        exited: running,
      });
    },
  };
}

export interface HonestOptions {
  /** How a target ends; by default done. `image` is what has arrived; `pass` counts from 0. */
  readonly outcome?: (target: number, pass: number, image: Buffer) => TargetOutcome | 'done';
  readonly windowBytes?: number;
}

/** Takes images and says that they are written, for as many passes as are asked for. */
export function honestScript({ outcome = () => 'done', windowBytes = 1 << 20 }: HonestOptions = {}): WriterScript {
  return async ({ next, emit }) => {
    for (let pass = 0; ; pass++) {
      const command = await next();
      if (command?.type !== 'header' || command.header.op !== 'write') return;
      const image = await receive(command.header, { next, emit }, windowBytes);
      for (const target of command.header.targets.keys()) {
        const told = image.cancelled ? 'cancelled' : outcome(target, pass, image.bytes);
        emit({ type: 'result', target, outcome: asOutcome(told, image.bytes) });
      }
      emit({ type: 'pass-end' });
    }
  };
}

async function receive(
  header: WriteHeader,
  { next, emit }: WriterSide,
  windowBytes: number,
): Promise<{ bytes: Buffer; cancelled: boolean }> {
  for (const target of header.targets.keys()) emit({ type: 'phase', target, phase: 'writing' });
  const parts: Buffer[] = [];
  let received = 0;
  emit({ type: 'window', upTo: windowBytes });
  for (;;) {
    const command = await next();
    if (command === null || command.type === 'cancel') return { bytes: Buffer.concat(parts), cancelled: true };
    if (command.type === 'data') {
      parts.push(Buffer.from(command.data));
      received += command.data.byteLength;
      for (const target of header.targets.keys())
        emit({ type: 'progress', target, bytes: received, of: header.imageBytes });
      emit({ type: 'window', upTo: received + windowBytes });
    } else if (command.type === 'end') {
      emit({ type: 'received', bytes: received, sha256: sha256(Buffer.concat(parts)) });
    } else if (command.type === 'commit') return { bytes: Buffer.concat(parts), cancelled: false };
  }
}

function asOutcome(told: TargetOutcome | 'done' | 'cancelled', image: Buffer): TargetOutcome {
  if (told === 'cancelled') return { kind: 'cancelled', state: 'unbootable' };
  if (told !== 'done') return told;
  return {
    kind: 'done',
    bytes: image.byteLength,
    sha256: sha256(image),
    verified: 'direct',
    ejected: false,
    writtenBytes: image.byteLength,
    ms: { writing: 1, flushing: 1, verifying: 1, total: 3 },
  };
}

interface Queue<T> {
  readonly push: (item: T) => void;
  readonly end: () => void;
  /** The next item, or null when there is none any more. */
  readonly next: () => Promise<T | null>;
}

function queueOf<T>(): Queue<T> {
  const items: T[] = [];
  const news = createBell();
  let ended = false;
  return {
    push: (item) => {
      items.push(item);
      news.ring();
    },
    end: () => {
      ended = true;
      news.ring();
    },
    next: async () => {
      while (items.length === 0 && !ended) await news.next();
      return items.shift() ?? null;
    },
  };
}

function resultOf<T>(item: T | null): IteratorResult<T, undefined> {
  return item === null ? { done: true, value: undefined } : { done: false, value: item };
}
