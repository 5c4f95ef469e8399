import { render, screen, waitFor } from '@testing-library/react';
import type { ReactElement } from 'react';
import { expect, test } from 'vitest';
import { useWords } from '../../../renderer/words/use-words.ts';
import { WordsProvider } from '../../../renderer/words/words-provider.tsx';
import { LANGUAGES } from '../../../src/contract/window/preferences.ts';
import { languageOf, languageTags } from '../../../src/words/language-of.ts';

test.each([
  [['de-AT', 'en'], 'de'],
  [['pt-BR', 'fr-CA'], 'fr'],
  [['zh-CN'], 'zh-Hans'],
  [['zh'], 'zh-Hans'],
  [['zh-TW', 'ja-JP'], 'ja'],
  [['nl', 'pl'], null],
  [[], null],
])('who reads %j is spoken to in %s', (tags, language) => {
  expect(languageOf(tags, LANGUAGES)).toBe(language);
});

function Day(): ReactElement {
  const { day } = useWords();
  return <p>{day('2026-11-03T12:00:00Z')}</p>;
}

test('days are written as where the person lives', async () => {
  render(
    <WordsProvider language="en" systemLanguages={['de-DE', 'en-GB']}>
      <Day />
    </WordsProvider>,
  );
  expect(await screen.findByText('3 Nov 2026')).toBeTruthy();
});

test('the document tells which language it is in', async () => {
  document.documentElement.lang = '';
  render(
    <WordsProvider language="en" systemLanguages={[]}>
      <Day />
    </WordsProvider>,
  );
  await waitFor(() => expect(document.documentElement.lang).toBe('en'));
});

test('what a system without a language names as one is passed over', () => {
  expect(languageTags(['c', '', 'C', 'de-AT', 'POSIX_x', 'en'])).toEqual(['de-AT', 'en']);
});
