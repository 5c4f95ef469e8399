import type { TopicName, TopicValue } from '../../src/contract/api.ts';
import { TOPICS } from '../../src/contract/api.ts';
import type { Draft } from '../../src/contract/window/draft.ts';
import type { Completed } from '../../src/core/spec/complete.ts';
import { useTopic } from '../bridge/topics.ts';
import { useIsDemo } from './app-facts.ts';
import { completedOf } from './completed.ts';
import { useDraft } from './use-draft.ts';

/** Everything that a step may ask: what the person said, what that makes, and the newest that main has told. */
export interface Situation {
  readonly draft: Draft;
  /** The answers as settings, or what is wrong with them. */
  readonly completed: Completed;
  /** Whether the demo's image is built, whatever the answers are. */
  readonly isDemo: boolean;
  readonly topics: { readonly [Name in TopicName]: TopicValue<Name> | null };
}

/** The situation now. */
export function useSituation(): Situation {
  const draft = useDraft();
  const isDemo = useIsDemo();
  const topics = useTopics();
  return { draft, completed: completedOf(draft.answers), isDemo, topics };
}

const NAMES = Object.keys(TOPICS) as TopicName[];

function useTopics(): Situation['topics'] {
  // The list never changes, so the hooks are called in the same order each time.
  // eslint-disable-next-line react-hooks/rules-of-hooks
  return Object.fromEntries(NAMES.map((name) => [name, useTopic(name)])) as Situation['topics'];
}
