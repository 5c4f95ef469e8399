import { expect, test } from 'vitest';
import type { FlashRewrite } from '../../../src/contract/window/flash.ts';
import { createTellRewrite } from '../../../src/main/flash/tell-rewrite.ts';
import { mainWords } from '../../../src/main/words.ts';
import { flashTopic, idOf } from '../../renderer/steps/drive/card-topics.ts';

const REWRITE: FlashRewrite = {
  ...{ target: idOf('a'), name: 'Stick a', firstWrong: 34_615_353, wrongBytes: 1, wrongBits: 2 },
};

test('a question is told of once, and the next one again', () => {
  const said: string[] = [];
  const tell = createTellRewrite({ say: (title, text) => void said.push(`${title}: ${text}`) }, mainWords);
  tell(flashTopic());
  expect(said).toEqual([]);
  tell(flashTopic({ rewrite: REWRITE }));
  tell(flashTopic({ rewrite: REWRITE, elapsedMs: 9000 }));
  expect(said).toEqual(['A card needs an answer: Stick a waits: may a part of it be written once more?']);
  tell(flashTopic());
  tell(flashTopic({ rewrite: { ...REWRITE, target: idOf('b'), name: 'Stick b' } }));
  expect(said).toHaveLength(2);
  tell(null);
  expect(said).toHaveLength(2);
});
