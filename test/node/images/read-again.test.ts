import { truncate, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createWriterAnswers } from '../../../src/core/flash/answer-writer.ts';
import type { BlockAnswer } from '../../../src/core/flash/protocol-wrong-block.ts';
import type { ImageSource } from '../../../src/core/ports.ts';
import { images } from '../../../src/node/images/images.ts';
import { testFolder } from './folder.ts';
import { fixture, gather, never, sample } from './samples.ts';

const { put } = testFolder();
const BLOCK = { target: 0, offset: 102_401, length: 200_000 };

/** What the writer is told of the block. */
async function blockOf(source: ImageSource): Promise<BlockAnswer> {
  const sent: BlockAnswer[] = [];
  const answers = createWriterAnswers({
    session: {
      send: (command) => {
        if (command.type === 'block') sent.push(command.block);
        return Promise.resolve();
      },
    },
    ...{ source, signal: never, mayRewrite: () => Promise.resolve(false) },
  });
  answers.take({ type: 'wrong-block', ...BLOCK });
  await answers.idle();
  const [block] = sent;
  if (!block) throw new Error('no answer');
  return block;
}

test.each(['one.xz', 'blocks.xz', 'one.zst', 'frames.zst', 'one.bz2', 'members.gz'])(
  'a block of %s can be read once more, between two passes and after them',
  async (name) => {
    const source = await images.open(await put(`again-${name}`, fixture(name)), { hashGiven: false, signal: never });
    const data = sample.subarray(BLOCK.offset, BLOCK.offset + BLOCK.length).toString('base64');
    const { target, offset } = BLOCK;
    for (const pass of [1, 2]) {
      expect([pass, sample.equals(await gather(source.chunks(never)))]).toEqual([pass, true]);
      expect(await blockOf(source)).toEqual({ kind: 'bytes', target, offset, data });
    }
    await source.close();
  },
);

test('a raw image that was written to meanwhile has changed', async () => {
  const file = await put('changing.img', sample);
  const source = await images.open(file, { hashGiven: false, signal: never });
  await writeFile(file, Buffer.from(sample).fill(1, BLOCK.offset + 5, BLOCK.offset + 9));
  expect((await blockOf(source)).kind).toBe('changed');
  await source.close();
});

test.each(['one.xz', 'one.zst', 'members.gz'])('%s that was cut short meanwhile has changed', async (name) => {
  const file = await put(`cut-${name}`, fixture(name));
  const source = await images.open(file, { hashGiven: false, signal: never });
  await truncate(file, 60);
  expect((await blockOf(source)).kind).toBe('changed');
  await source.close();
});
