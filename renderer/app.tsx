import { useState, type ReactNode } from 'react';
import type { AppFacts } from '../src/contract/window/app.ts';
import type { Words } from '../src/words/words.ts';
import { AppFactsContext } from './state/app-facts.ts';
import type { DraftStore } from './state/draft-store.ts';
import { usePreferences, useTheme } from './state/preferences.ts';
import { DraftContext } from './state/use-draft.ts';
import { ErrorBoundary } from './frame/error-boundary.tsx';
import { Shell } from './frame/shell.tsx';
import { WordsProvider } from './words/words-provider.tsx';

export interface AppProps {
  readonly facts: AppFacts;
  readonly draft: DraftStore;
  /** Whether a draft was found that can be gone on with. */
  readonly isFound: boolean;
  /** The words of the first picture; English without them. */
  readonly firstWords?: Words;
}

/** The page: what everything in it may ask for, and the shell. */
export function App({ facts, draft, isFound, firstWords }: AppProps): ReactNode {
  const { theme, language } = usePreferences();
  const [hasDraft] = useState(isFound);
  useTheme(theme);
  return (
    <AppFactsContext value={facts}>
      <WordsProvider language={language} systemLanguages={facts.languages} first={firstWords}>
        <ErrorBoundary>
          <DraftContext value={draft}>
            <Shell hasDraft={hasDraft} />
          </DraftContext>
        </ErrorBoundary>
      </WordsProvider>
    </AppFactsContext>
  );
}
