import type {
  ReadHeader,
  ReleaseHeader,
  TargetOutcome,
  WriteHeader,
  WriterCommand,
  WriterEvent,
  WithdrawHeader,
} from '../../src/contract/writer.ts';
import { createBell } from '../../src/core/jobs/deferred.ts';
import type { WriterEnd, WriterPort } from '../../src/core/ports.ts';
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

/** How a script ends: as a process that was killed. */
const ENDED: WriterEnd = { exitCode: null, signal: 'SIGKILL', detail: null };

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
        ended: () => (exited ? ENDED : { exitCode: null, signal: null, detail: null }),
      });
    },
  };
}

export interface HonestOptions {
  /** How a target ends; by default done. `image` is what has arrived; `pass` counts from 0. */
  readonly outcome?: (target: number, pass: number, image: Buffer) => TargetOutcome | 'done';
  readonly windowBytes?: number;
  /** What happens to a card after it was written: it may be changed here. */
  readonly written?: (card: Buffer, path: string) => void;
  /** The answer to a small operation; by default what lies on the card, and that what was asked for was done. */
  /** Called before each sign of life while the answer is one; false ends them. */
  readonly alive?: () => boolean;
  readonly answer?: (header: ReadHeader | ReleaseHeader | WithdrawHeader) => WriterEvent | null;
}

/** Takes images and says that they are written, for as many passes as are asked for; brings back what lies on the cards. */
export function honestScript(options: HonestOptions = {}): WriterScript {
  const { outcome = () => 'done', windowBytes = 1 << 20, written = () => undefined, answer = () => null } = options;
  const { alive = () => false } = options;
  return async ({ next, emit }) => {
    const cards = new Map<string, Buffer>();
    for (let pass = 0; ;) {
      const command = await next();
      if (command?.type !== 'header') return;
      const { header } = command;
      if (header.op !== 'write') {
        const answered = answer(header) ?? honestAnswer(header, cards);
        emit(answered);
        while (answered.type === 'alive' && alive()) {
          emit(answered);
          // As far apart as lets the other side take each.
          await new Promise((resolve) => setImmediate(resolve));
        }
        continue;
      }
      const image = await receive(header, { next, emit }, windowBytes);
      for (const [target, { path, overlays }] of header.targets.entries()) {
        const card = overlaid(image.bytes, image.cancelled ? [] : overlays);
        const told = image.cancelled ? 'cancelled' : outcome(target, pass, image.bytes);
        emit({ type: 'result', target, outcome: asOutcome(told, card) });
        written(card, path);
        cards.set(path, card);
      }
      emit({ type: 'pass-end' });
      pass++;
    }
  };
}

function overlaid(image: Buffer, overlays: readonly { offset: number; data: string }[]): Buffer {
  const card = Buffer.from(image);
  for (const { offset, data } of overlays) card.set(Buffer.from(data, 'base64'), offset);
  return card;
}

/** Behind the image a card is empty. */
function honestAnswer(
  header: ReadHeader | ReleaseHeader | WithdrawHeader,
  cards: ReadonlyMap<string, Buffer>,
): WriterEvent {
  if (header.op === 'release') return { type: 'released', ejected: header.eject };
  if (header.op === 'withdraw') return { type: 'withdrawn', state: 'unbootable' };
  const data = Buffer.alloc(header.bytes);
  cards.get(header.target.path)?.copy(data, 0, header.offset);
  return { type: 'read', data: data.toString('base64') };
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
  return told === 'done' ? doneOutcome(image) : told;
}

/** A card that is as it should be. */
export function doneOutcome(image: Buffer): Extract<TargetOutcome, { kind: 'done' }> {
  return {
    kind: 'done',
    bytes: image.byteLength,
    sha256: sha256(image),
    verified: 'direct',
    ejected: false,
    writtenBytes: image.byteLength,
    skippedBytes: 0,
    rewritten: null,
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
