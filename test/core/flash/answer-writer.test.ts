import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { createWriterAnswers, type AnswerOptions } from '../../../src/core/flash/answer-writer.ts';
import type { WriterCommand } from '../../../src/core/flash/protocol-commands.ts';
import type { AskRewriteEvent, WrongBlockEvent } from '../../../src/core/flash/protocol-wrong-block.ts';
import { createDeferred } from '../../../src/core/jobs/deferred.ts';
import type { ImageSource } from '../../../src/core/ports.ts';
import { IMAGE, memorySource } from '../../support/flash-world.ts';
import { until } from '../../support/waiting.ts';

function wrongBlock(offset: number, length: number, target = 0): WrongBlockEvent {
  return { type: 'wrong-block', target, offset, length };
}

function askRewrite(target: number): AskRewriteEvent {
  return { type: 'ask-rewrite', target, offset: 0, length: 9, firstWrong: 3, wrongBytes: 1, wrongBits: 1 };
}

function answering(options: Partial<AnswerOptions> = {}) {
  const sent: WriterCommand[] = [];
  const send = (command: WriterCommand): Promise<void> => {
    sent.push(command);
    return Promise.resolve();
  };
  const answers = createWriterAnswers({
    ...{ session: { send }, source: memorySource(), signal: new AbortController().signal },
    mayRewrite: () => Promise.resolve(false),
    ...options,
  });
  return { answers, sent };
}

async function answerTo(source: ImageSource, event: WrongBlockEvent): Promise<unknown> {
  const { answers, sent } = answering({ source });
  answers.take(event);
  await answers.idle();
  expect(sent).toHaveLength(1);
  const [command] = sent;
  return command?.type === 'block' ? command.block : command;
}

function failing(code: 'image-corrupt' | 'image-changed' | 'source-read'): ImageSource {
  return memorySource({
    chunks: async function* () {
      await Promise.resolve();
      yield IMAGE.subarray(0, 100);
      throw new AppError(code, { image: 'test.img' });
    },
  });
}

describe('a block that the writer asks for', () => {
  // The source's chunks have 999 bytes.
  it.each([
    [0, 10],
    [0, 999],
    [500, 1000],
    [999, 999],
    [1000, 7_777],
    [9_990, 10],
  ])('is read anew from the source: %i, %i bytes', async (offset, length) => {
    const data = IMAGE.subarray(offset, offset + length).toString('base64');
    expect(await answerTo(memorySource(), wrongBlock(offset, length))).toEqual({
      ...{ kind: 'bytes', target: 0, offset, data },
    });
  });

  it('reads no further than it has to', async () => {
    const source = memorySource();
    await answerTo(source, wrongBlock(10, 20));
    expect(source.consumed()).toBe(999);
  });

  it('is not downloaded a second time', async () => {
    let passes = 0;
    const source = memorySource({
      isLocal: false,
      chunks: () => {
        passes++;
        throw new Error('read');
      },
    });
    expect(await answerTo(source, wrongBlock(0, 10))).toEqual({ kind: 'unknown', target: 0, offset: 0 });
    expect(passes).toBe(0);
  });

  it('has changed where the source ends before it, or is none any more', async () => {
    const changed = { kind: 'changed', target: 0, offset: 9_990 };
    expect(await answerTo(memorySource(), wrongBlock(9_990, 11))).toEqual(changed);
    expect(await answerTo(failing('image-corrupt'), wrongBlock(9_990, 10))).toEqual(changed);
    expect(await answerTo(failing('image-changed'), wrongBlock(9_990, 10))).toEqual(changed);
  });

  it('is unknown where the disk of the image does not give it', async () => {
    expect(await answerTo(failing('source-read'), wrongBlock(500, 10))).toEqual({
      ...{ kind: 'unknown', target: 0, offset: 500 },
    });
  });

  it('is read after the one before, never two at a time', async () => {
    let open = 0;
    const source = memorySource({
      chunks: async function* () {
        expect(++open).toBe(1);
        try {
          await Promise.resolve();
          yield IMAGE;
        } finally {
          open--;
        }
      },
    });
    const { answers, sent } = answering({ source });
    for (const target of [0, 1, 2]) answers.take(wrongBlock(0, 10, target));
    await answers.idle();
    expect(sent.map((command) => command.type === 'block' && command.block.target)).toEqual([0, 1, 2]);
  });

  it('is not sent any more when the pass is over', async () => {
    const controller = new AbortController();
    const { answers, sent } = answering({ signal: controller.signal });
    answers.take(wrongBlock(0, 10));
    controller.abort();
    await answers.idle();
    expect(sent).toEqual([]);
  });
});

describe('the question whether to write it once more', () => {
  it.each([true, false])('is answered as the person says: %s', async (yes) => {
    const { answers, sent } = answering({ mayRewrite: () => Promise.resolve(yes) });
    answers.take(askRewrite(0));
    await answers.idle();
    expect(sent).toEqual([{ type: 'rewrite', rewrite: { target: 0, offset: 0, yes } }]);
  });

  it('that cannot be put is answered with no', async () => {
    const { answers, sent } = answering({ mayRewrite: () => Promise.reject(new Error('no window')) });
    answers.take(askRewrite(0));
    await answers.idle();
    expect(sent).toEqual([{ type: 'rewrite', rewrite: { target: 0, offset: 0, yes: false } }]);
  });

  it('is put for one card after the other; a block is read meanwhile', async () => {
    const first = createDeferred<boolean>();
    const asked: number[] = [];
    const mayRewrite = ({ target }: AskRewriteEvent): Promise<boolean> => {
      asked.push(target);
      return target === 0 ? first.promise : Promise.resolve(true);
    };
    const { answers, sent } = answering({ mayRewrite });
    answers.take(askRewrite(0));
    answers.take(askRewrite(1));
    answers.take(wrongBlock(0, 10, 2));
    await until('the block', () => sent.length === 1);
    expect([sent[0]?.type, asked]).toEqual(['block', [0]]);
    first.resolve(false);
    await answers.idle();
    expect(asked).toEqual([0, 1]);
    expect(sent.slice(1)).toEqual([
      { type: 'rewrite', rewrite: { target: 0, offset: 0, yes: false } },
      { type: 'rewrite', rewrite: { target: 1, offset: 0, yes: true } },
    ]);
  });

  it('ends with the pass, for whoever asks', async () => {
    const controller = new AbortController();
    const { answers } = answering({
      signal: controller.signal,
      mayRewrite: (_event, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve(false), { once: true });
        }),
    });
    answers.take(askRewrite(0));
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await expect(answers.idle()).resolves.toBeDefined();
  });
});
