import { IMAGE } from './flash-world.ts';
import { doneOutcome, type WriterScript } from './scripted-writer.ts';
import { sha256 } from './test-image.ts';

/** The block that this writer finds wrong. */
export const BLOCK_AT = 2_000;
export const WRONG = { length: 3_000, firstWrong: 2_345, wrongBytes: 1, wrongBits: 2 };

/** A writer that takes `IMAGE`, asks for a block of it, then whether it may be written again, and ends with what it was told. */
export const wrongBlockScript: WriterScript = async ({ next, emit }) => {
  for (let command = await next(); command?.type !== 'commit'; command = await next()) {
    if (command === null) return;
    if (command.type === 'header') emit({ type: 'window', upTo: 1 << 20 });
    if (command.type === 'end') emit({ type: 'received', bytes: IMAGE.byteLength, sha256: sha256(IMAGE) });
  }
  emit({ type: 'note', target: 0, code: 'wrong-block', facts: { offset: BLOCK_AT, length: WRONG.length } });
  emit({ type: 'wrong-block', target: 0, offset: BLOCK_AT, length: WRONG.length });
  const block = await next();
  const isRight =
    block?.type === 'block' &&
    block.block.kind === 'bytes' &&
    Buffer.from(block.block.data, 'base64').equals(IMAGE.subarray(BLOCK_AT, BLOCK_AT + WRONG.length));
  if (!isRight) return;
  emit({ type: 'ask-rewrite', target: 0, offset: BLOCK_AT, ...WRONG });
  const answer = await next();
  const yes = answer?.type === 'rewrite' && answer.rewrite.yes;
  const facts = { device: '/dev/sdx', offset: WRONG.firstWrong, suspect: 'card', grounds: 'same' };
  emit({
    type: 'result',
    target: 0,
    outcome: yes
      ? { ...doneOutcome(IMAGE), rewritten: BLOCK_AT }
      : { kind: 'failed', code: 'verify-mismatch', facts, state: 'unbootable' },
  });
  emit({ type: 'pass-end' });
  await next();
};
