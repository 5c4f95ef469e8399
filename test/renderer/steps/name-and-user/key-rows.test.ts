import { expect, test } from 'vitest';
import { keyRows, withKeys, withoutKey } from '../../../../renderer/steps/name-and-user/key-rows.ts';
import { LAPTOP, WORK } from './some-main.ts';

const renamed = `${LAPTOP.text.split(' ').slice(0, 2).join(' ')} another name`;
const found = [{ ...LAPTOP, from: 'file' as const, name: 'id_ed25519.pub' }];

test('a key is the same under another comment', () => {
  expect(withKeys([LAPTOP.text], [renamed, WORK.text])).toEqual([LAPTOP.text, WORK.text]);
  expect(withoutKey([renamed, WORK.text], LAPTOP.text)).toEqual([WORK.text]);
});

test('found ones come first, chosen or not, each once, with the text of the answers', () => {
  const rows = keyRows(found, [WORK.text, renamed], new Map([[WORK.text, WORK]]));
  expect(rows.map(({ text, isChosen, found: from }) => [text, isChosen, from?.name ?? null])).toEqual([
    [renamed, true, 'id_ed25519.pub'],
    [WORK.text, true, null],
  ]);
  expect(keyRows(found, [], new Map())).toMatchObject([{ text: LAPTOP.text, isChosen: false }]);
});
