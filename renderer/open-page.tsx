import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { call } from './bridge/call.ts';
import { followTopics, newestOf } from './bridge/topics.ts';
import { Broken } from './frame/broken.tsx';
import { createDraftStore, FIRST_DRAFT } from './state/draft-store.ts';
import { loadFirstWords } from './words/first-words.ts';

/**
 * Draws the page: after what main knows already, in the person's language, and before anything is asked of the system.
 * Where main does not answer it says so, in English.
 */
export async function openPage(element: HTMLElement): Promise<void> {
  const root = createRoot(element);
  try {
    const [facts, kept] = await Promise.all([call('app.facts'), call('draft.load').catch(() => null), followTopics()]);
    const words = await loadFirstWords(newestOf('preferences')?.language ?? 'system', facts.languages);
    const draft = createDraftStore(kept ?? FIRST_DRAFT, (newest) => call('draft.save', newest));
    root.render(<App facts={facts} draft={draft} isFound={kept !== null} firstWords={words} />);
  } catch {
    root.render(<Broken onAgain={() => location.reload()} />);
  }
}
