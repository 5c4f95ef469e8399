import { useState, type ReactNode } from 'react';
import { loadPackages, useList } from '../../data/lists.ts';
import { releaseOfAnswers } from '../../state/board-of.ts';
import { problemWords } from '../../state/problem-words.ts';
import { useDraft, useDraftStore } from '../../state/use-draft.ts';
import { Section } from '../../ui/layout.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/use-words.ts';
import { ChosenPackages } from './chosen-packages.tsx';
import { isPackageName, offeredPackages, type Offered } from './found-packages.ts';
import { PackageResults } from './package-results.tsx';
import { packagesOf } from './packages-of.ts';
import { usePackageSearch } from './use-package-search.ts';

/** Packages of nixpkgs: found by name or description, or typed. */
export function Packages(): ReactNode {
  const words = useWords();
  const { t } = words;
  const store = useDraftStore();
  const { answers } = useDraft();
  const common = useList(loadPackages) ?? [];
  const [text, setText] = useState('');
  // Those that a search has found: they are not in the list of common ones.
  const [found, setFound] = useState<ReadonlySet<string>>(new Set());
  const search = usePackageSearch(text, releaseOfAnswers(answers));
  const chosen = packagesOf(answers);
  const offered = offeredPackages(text, common, search);
  const wanted = text.trim();

  const add = ({ name, isKnown }: Offered): void => {
    if (isKnown) setFound(new Set([...found, name]));
    if (!chosen.includes(name)) store.answer('packages', [...chosen, name]);
    setText('');
  };
  const addTyped = (): void => {
    const typed = offered.find(({ name }) => name === wanted);
    if (typed !== undefined) add(typed);
  };
  return (
    <Section title={t('window.extras.packages')} lead={t('window.extras.packages.lead')}>
      <ChosenPackages
        names={chosen}
        isKnown={(name) => found.has(name) || common.some((one) => one.name === name)}
        onRemove={(at) => store.answer('packages', chosen.toSpliced(at, 1))}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          addTyped();
        }}
      >
        <TextField
          path="packages"
          type="search"
          label={t('window.extras.packages.search')}
          help={searchHelp()}
          isBusy={search.type === 'searching'}
          value={text}
          onChange={setText}
          // Only what can never be a name, nor a word that one looks for.
          problem={wanted !== '' && offered.length === 0 && search.type === 'found' ? notFound() : null}
        />
      </form>
      <PackageResults offered={offered} chosen={chosen} onAdd={add} />
    </Section>
  );

  function searchHelp(): string {
    switch (search.type) {
      case 'idle':
      case 'cancelled':
        return t('window.extras.packages.help');
      case 'searching':
        return t('window.extras.packages.searching');
      case 'found':
        return t('window.extras.packages.found', { count: search.packages.length, more: search.more });
      case 'nix-missing':
        return t('window.extras.packages.nix-missing');
      case 'no-memory':
        return t('window.extras.packages.no-memory');
      case 'too-slow':
        return t('window.extras.packages.too-slow');
      case 'failed':
        return t('window.extras.packages.failed');
    }
  }

  function notFound(): string {
    return isPackageName(wanted)
      ? t('window.extras.packages.none')
      : problemWords(words, { code: 'package-name', facts: {} });
  }
}
