import { toAppError } from '../errors/app-error.ts';
import { exitCodeOf } from '../errors/causes.ts';
import { EXIT } from '../errors/exit.ts';
import type { CancelSignal, ImageSource, WriterSession } from '../ports.ts';
import { base64Of } from '../spec/base64.ts';
import type { AskRewriteEvent, BlockAnswer, WrongBlockEvent } from './protocol-wrong-block.ts';

/** Answers what the writer asks of blocks that came back wrong. */
export interface WriterAnswers {
  take(event: WrongBlockEvent | AskRewriteEvent): void;
  /** Resolves when nothing is being answered any more. */
  idle(): Promise<unknown>;
}

export interface AnswerOptions {
  readonly session: Pick<WriterSession, 'send'>;
  readonly source: ImageSource;
  /** Ends a reading of the source that nobody waits for any more. */
  readonly signal: CancelSignal;
  /** Ends when `signal` is aborted. */
  readonly mayRewrite: (event: AskRewriteEvent, signal: CancelSignal) => Promise<boolean>;
}

/** One block after the other is read, since a source knows one pass at a time; and one question is put after the other. */
export function createWriterAnswers({ session, source, signal, mayRewrite }: AnswerOptions): WriterAnswers {
  let reading: Promise<void> = Promise.resolve();
  let asking: Promise<void> = Promise.resolve();
  const isOver = (): boolean => signal.aborted;

  const answerBlock = async (event: WrongBlockEvent): Promise<void> => {
    if (isOver()) return;
    const block = await readAgain(source, event, signal);
    if (isOver()) return;
    await session.send({ type: 'block', block });
  };
  const answerRewrite = async (event: AskRewriteEvent): Promise<void> => {
    if (isOver()) return;
    const { target, offset } = event;
    // A question that cannot be put is none that anybody has said yes to.
    const yes = await mayRewrite(event, signal).catch(() => false);
    await session.send({ type: 'rewrite', rewrite: { target, offset, yes } });
  };

  return {
    take: (event) => {
      if (event.type === 'wrong-block') reading = reading.then(() => answerBlock(event));
      else asking = asking.then(() => answerRewrite(event));
    },
    idle: () => Promise.all([reading, asking]),
  };
}

/** What the image's source gives for this block now; `unknown` where a reading would be another download. */
async function readAgain(
  source: ImageSource,
  { target, offset, length }: WrongBlockEvent,
  signal: CancelSignal,
): Promise<BlockAnswer> {
  if (!source.isLocal) return { kind: 'unknown', target, offset };
  try {
    const bytes = await readBlock(source, offset, length, signal);
    return bytes.byteLength === length
      ? { kind: 'bytes', target, offset, data: base64Of(bytes) }
      : { kind: 'changed', target, offset };
  } catch (thrown) {
    // It could be read to its end before. Of one that cannot be read at all, nothing is known.
    const isOther = exitCodeOf(toAppError(thrown).code) === EXIT.badImage;
    return { kind: isOther ? 'changed' : 'unknown', target, offset };
  }
}

/** The `length` bytes at `offset`, or as many as there are. A stream that is packed is decoded up to there. */
async function readBlock(
  source: ImageSource,
  offset: number,
  length: number,
  signal: CancelSignal,
): Promise<Uint8Array> {
  const block = new Uint8Array(length);
  let position = 0;
  for await (const chunk of source.chunks(signal)) {
    const from = Math.max(0, offset - position);
    const part = chunk.subarray(from, Math.max(from, offset + length - position));
    block.set(part, Math.max(0, position - offset));
    position += chunk.byteLength;
    if (position >= offset + length) return block;
  }
  return block.subarray(0, Math.max(0, position - offset));
}
