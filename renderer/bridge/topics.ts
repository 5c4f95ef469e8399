import { useSyncExternalStore } from 'react';
import { isTopicName, TOPICS, type TopicName, type TopicValue } from '../../src/contract/api.ts';
import { call } from './call.ts';

const values = new Map<TopicName, unknown>();
const listeners = new Set<() => void>();

/** Takes up what main tells; resolves when the newest value of every topic is here. Called once, before the page is drawn. */
export async function followTopics(): Promise<void> {
  values.clear();
  window.nixberry.listen(take);
  for (const [topic, value] of Object.entries(await call('app.topics'))) {
    // What came while the answer was on its way is newer.
    if (!isTopicName(topic) || !values.has(topic)) take(topic, value);
  }
}

/** The newest value of a topic, and again whenever there is a newer one; null while main has said nothing of it. */
export function useTopic<Name extends TopicName>(topic: Name): TopicValue<Name> | null {
  return useSyncExternalStore(subscribe, () => newestOf(topic));
}

/** The newest value of a topic, for what is not drawn; null while main has said nothing of it. */
export function newestOf<Name extends TopicName>(topic: Name): TopicValue<Name> | null {
  // Only `take` writes here, what has passed the schema of the very topic.
  return (values.get(topic) ?? null) as TopicValue<Name> | null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function take(topic: string, value: unknown): void {
  if (!isTopicName(topic)) return;
  const parsed = (TOPICS as Record<TopicName, (typeof TOPICS)[TopicName]>)[topic].safeParse(value);
  if (!parsed.success) return;
  values.set(topic, parsed.data);
  for (const listener of listeners) listener();
}
