import { expect, test } from 'vitest';
import type { FlashTopic } from '../../../src/contract/window/flash.ts';
import { stick } from '../../support/flash-world.ts';
import { BLOCK_AT, WRONG, wrongBlockScript } from '../../support/wrong-block-script.ts';
import { answer, hasEnded, isAsking, ready, type ReadyWorld } from './ready-world.ts';

const isAskedAgain = (topic: FlashTopic | null): boolean => topic !== null && topic.rewrite !== null;

/** A job whose card has kept a block wrong: the question is open. */
async function asked(): Promise<{ readonly world: ReadyWorld; readonly id: string; readonly target: string }> {
  const world = await ready([stick('/dev/sdx', { model: 'Stick X' })], { script: wrongBlockScript });
  await world.start();
  await world.until(isAsking);
  answer(world, true);
  const topic = await world.until(isAskedAgain);
  const [target = ''] = world.ids;
  expect(topic?.rewrite).toEqual({
    ...{ target, name: 'Stick X', firstWrong: WRONG.firstWrong, wrongBytes: 1, wrongBits: 2 },
  });
  return { world, id: topic?.id ?? '', target };
}

test('a yes has the block written again, and the question is gone', async () => {
  const { world, id, target } = await asked();
  world.flash.answerRewrite({ id, target, yes: true });
  const end = await world.until(hasEnded);
  expect(end).toMatchObject({ state: 'done', rewrite: null, targets: [{ outcome: { rewritten: BLOCK_AT } }] });
});

test('a no ends the card', async () => {
  const { world, id, target } = await asked();
  world.flash.answerRewrite({ id, target, yes: false });
  const end = await world.until(hasEnded);
  expect(end).toMatchObject({ state: 'failed', rewrite: null, error: { code: 'verify-mismatch' } });
});

test('a cancel ends the question with the job', async () => {
  const { world, id, target } = await asked();
  world.flash.cancel();
  const end = await world.until(hasEnded);
  expect(end).toMatchObject({ rewrite: null });
  expect(() => world.flash.answerRewrite({ id, target, yes: true })).toThrow(/confirm-refused.*gone/);
});

test('an answer of another job, or about another card, does nothing', async () => {
  const { world, id, target } = await asked();
  expect(() => world.flash.answerRewrite({ id: 'other', target, yes: true })).toThrow(/confirm-refused.*gone/);
  expect(() => world.flash.answerRewrite({ id, target: '0'.repeat(32), yes: true })).toThrow(/confirm-refused.*gone/);
  world.flash.answerRewrite({ id, target, yes: false });
  expect((await world.until(hasEnded))?.state).toBe('failed');
});
