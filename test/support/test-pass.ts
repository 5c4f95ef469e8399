import {
  writerEventSchema,
  type AskRewriteEvent,
  type BlockAnswer,
  type TargetOutcome,
  type WriteHeader,
  type WriterEvent,
  type WrongBlockEvent,
} from '../../src/contract/writer.ts';
import type { DriveHost } from '../../src/writer/drive-host.ts';
import { linuxHost } from '../../src/writer/linux-host.ts';
import { startWritePass, type Pass } from '../../src/writer/pass.ts';
import { sha256 } from './test-image.ts';
import { until } from './waiting.ts';

/** An odd size, so that pieces and blocks never end together. */
const PIECE_BYTES = 300_001;

export interface TestPass {
  readonly pass: Pass;
  readonly events: readonly WriterEvent[];
  /** The latest end that is told of each target, by index; fails when one is told twice. */
  outcomes(): ReadonlyMap<number, TargetOutcome>;
  /** Sends the image as the window allows, but no more than `bytes` of it. Returns when it is sent or not wanted. */
  send(image: Buffer, bytes?: number): Promise<void>;
  /** Sends the image, ends it and commits what was received. Returns when the pass has ended. */
  complete(image: Buffer): Promise<void>;
}

/** Puts bytes where the pass wants them. */
export function give(pass: Pick<Pass, 'room' | 'filled'>, bytes: Buffer): void {
  for (let from = 0; from < bytes.byteLength;) {
    const place = pass.room(bytes.byteLength - from);
    if (place === null) return;
    const copied = bytes.copy(place, 0, from);
    pass.filled(copied);
    from += copied;
  }
}

/** How the test answers what the writer asks of a wrong block; null: not at all. */
export interface TestAnswers {
  readonly block?: (event: WrongBlockEvent) => BlockAnswer | null;
  readonly rewrite?: (event: AskRewriteEvent) => boolean | null;
}

/**
 * Runs a pass of the writer in this process; the test is its other side. `onEvent` may cancel at a given moment. Of wrong
 * blocks it gives what it has sent, and has none written once more, if `answers` says nothing else.
 */
export function startTestPass(
  header: WriteHeader,
  onEvent: (event: WriterEvent, pass: Pass) => void = () => undefined,
  host: DriveHost = linuxHost,
  answers: TestAnswers = {},
): TestPass {
  let sentImage: Buffer = Buffer.alloc(0);
  const sentBlock = ({ target, offset, length }: WrongBlockEvent): BlockAnswer => {
    const data = sentImage.subarray(offset, offset + length).toString('base64');
    return { kind: 'bytes', target, offset, data };
  };
  const answer = (event: WriterEvent): void => {
    if (event.type === 'wrong-block') {
      const block = (answers.block ?? sentBlock)(event);
      if (block) pass.block(block);
    } else if (event.type === 'ask-rewrite') {
      const { target, offset } = event;
      const yes = (answers.rewrite ?? (() => false))(event);
      if (yes !== null) pass.rewrite({ target, offset, yes });
    }
  };
  const events: WriterEvent[] = [];
  const pass = startWritePass(header, host, (event) => {
    events.push(writerEventSchema.parse(event));
    onEvent(event, pass);
    // Later, as the other process would.
    if (event.type === 'wrong-block' || event.type === 'ask-rewrite') setImmediate(answer, event);
  });
  const hasEnded = (): boolean => events.some(({ type }) => type === 'pass-end');
  const upTo = (): number => Math.max(0, ...events.map((event) => (event.type === 'window' ? event.upTo : 0)));

  const send = async (image: Buffer, bytes = image.byteLength): Promise<void> => {
    sentImage = image;
    for (let sent = 0; sent < bytes;) {
      await until('the window', () => hasEnded() || upTo() > sent);
      if (hasEnded()) return;
      const piece = image.subarray(sent, Math.min(bytes, upTo(), sent + PIECE_BYTES));
      give(pass, piece);
      sent += piece.byteLength;
    }
  };

  return {
    pass,
    events,
    outcomes: () => {
      const found = new Map<number, TargetOutcome>();
      for (const event of events) {
        if (event.type !== 'result') continue;
        if (found.has(event.target)) throw new Error(`target ${event.target} ended twice`);
        found.set(event.target, event.outcome);
      }
      return found;
    },
    send,
    complete: async (image) => {
      await send(image);
      pass.end();
      pass.commit({ bytes: image.byteLength, sha256: sha256(image) });
      await pass.done;
    },
  };
}
