import { describe, expect, it } from 'vitest';
import type { RewriteQuestion } from '../../../src/core/flash/request.ts';
import { failureOf, flashRequest, flashWorld, IMAGE, memorySource, runFlash } from '../../support/flash-world.ts';
import type { WriterScript } from '../../support/scripted-writer.ts';
import { BLOCK_AT, wrongBlockScript, WRONG } from '../../support/wrong-block-script.ts';

describe('a card that has kept a block wrong', () => {
  it('is asked about by its name, and done when the block was written again', async () => {
    const questions: RewriteQuestion[] = [];
    const mayRewrite = (question: RewriteQuestion): Promise<boolean> => {
      questions.push(question);
      return Promise.resolve(true);
    };
    const told = await runFlash(flashRequest({ mayRewrite }), flashWorld({}, wrongBlockScript).ports);
    expect(questions).toEqual([{ target: '/dev/sdx', ...WRONG }]);
    expect(told.end).toMatchObject({ type: 'done', result: { targets: [{ outcome: { rewritten: BLOCK_AT } }] } });
    expect(told.events).toContainEqual({
      ...{ type: 'note', target: '/dev/sdx', code: 'wrong-block' },
      facts: { offset: BLOCK_AT, length: WRONG.length },
    });
  });

  it('fails when nobody agrees', async () => {
    const told = await runFlash(flashRequest(), flashWorld({}, wrongBlockScript).ports);
    expect(failureOf(told)).toMatchObject({ code: 'verify-mismatch', facts: { offset: WRONG.firstWrong } });
  });

  it('ends the question when the job is cancelled', async () => {
    const controller = new AbortController();
    const mayRewrite = (_question: RewriteQuestion, signal: { addEventListener: AbortSignal['addEventListener'] }) => {
      const answer = new Promise<boolean>((resolve) => {
        signal.addEventListener('abort', () => resolve(false), { once: true });
      });
      controller.abort();
      return answer;
    };
    const cancelled: WriterScript = async (side) => {
      await wrongBlockScript({
        ...side,
        next: async () => {
          const command = await side.next();
          if (command?.type !== 'cancel') return command;
          side.emit({ type: 'result', target: 0, outcome: { kind: 'cancelled', state: 'unbootable' } });
          side.emit({ type: 'pass-end' });
          return null;
        },
      });
    };
    const { ports } = flashWorld({}, cancelled);
    const told = await runFlash(flashRequest({ mayRewrite }), ports, controller.signal);
    expect(told.end.type).toBe('cancelled');
  });

  it('leaves what was found out about the image as it was, though it is read once more', async () => {
    let passes = 0;
    const source = memorySource();
    const chunks = (signal: Parameters<typeof source.chunks>[0]) => {
      passes++;
      return source.chunks(signal);
    };
    // As node's: each pass forgets the hash of the one before.
    const given = { ...source, chunks, givenSha256: () => (passes === 1 ? 'aa'.repeat(32) : null) };
    const images = { open: () => Promise.resolve(given) };
    const request = flashRequest({ mayRewrite: () => Promise.resolve(true), expectSha256: 'aa'.repeat(32) });
    const told = await runFlash(request, flashWorld({ images }, wrongBlockScript).ports);
    expect(passes).toBe(2);
    expect(told.end).toMatchObject({
      type: 'done',
      result: { givenSha256: 'aa'.repeat(32), expectedMatched: 'given' },
    });
    expect(told.events.findLast(({ type }) => type === 'source')).toMatchObject({ consumed: IMAGE.byteLength });
  });
});
