import { afterEach, expect, test } from 'vitest';
import { mainWords, speak } from '../../src/main/words.ts';

afterEach(() => speak('en', []));

test.each([
  ['de', [], 'de'],
  ['system', ['pt-BR', 'fr-CA', 'de'], 'fr'],
  ['system', ['zh-CN'], 'zh-Hans'],
  ['system', ['zh-TW', 'ja-JP'], 'ja'],
  ['system', ['pt-BR'], 'en'],
] as const)('of %s with %j it speaks %s', async (language, system, spoken) => {
  await speak(language, system);
  expect(mainWords().locale).toBe(spoken);
});

test('of two languages that are asked for at once the later one stays', async () => {
  await Promise.all([speak('de', []), speak('es', [])]);
  expect(mainWords().locale).toBe('es');
});
