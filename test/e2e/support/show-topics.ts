import { TOPICS, type TopicName, type TopicValue } from '../../../src/contract/api.ts';
import { drawn } from './drawn.ts';
import type { RunningApp } from './start-app.ts';

export type SomeTopics = { readonly [Name in TopicName]?: TopicValue<Name> };

/**
 * Tells the page what main would, without that it happens: a build in its middle, a card that is being written. Throws for a
 * value that main could not say. It holds until main itself says something of the topic.
 */
export async function showTopics({ app, page }: RunningApp, topics: SomeTopics): Promise<void> {
  const said = (Object.keys(topics) as TopicName[]).map((name) => [name, TOPICS[name].parse(topics[name])] as const);
  await app.evaluate(({ BrowserWindow }, said) => {
    for (const window of BrowserWindow.getAllWindows())
      for (const [name, value] of said) window.webContents.send('topic', name, value);
  }, said);
  // Messages and answers come in their order: after this one the page has them all.
  await drawn(page);
}
