import { useEffect } from 'react';
import type { DraftAnswers } from '../../src/contract/window/draft.ts';
import { answerAt } from './draft-store.ts';
import { useDraftStore } from './use-draft.ts';

/** Answers what nobody has answered yet with a suggestion, as soon as there is one (null: not yet, or none). */
export function useSuggestion(path: string, suggested: DraftAnswers[string] | null): void {
  const store = useDraftStore();
  const text = JSON.stringify(suggested);
  useEffect(() => {
    const value = JSON.parse(text) as unknown;
    if (value !== null && answerAt(store.get().answers, path) === undefined) store.answer(path, value);
  }, [store, path, text]);
}
