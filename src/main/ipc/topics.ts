import { TOPICS, type TopicName, type TopicValue } from '../../contract/api.ts';

export type Publish = <Name extends TopicName>(topic: Name, value: TopicValue<Name>) => void;

/** What was said last of the topics that anything was said of. */
export type Newest = { readonly [Name in TopicName]?: TopicValue<Name> };

export interface Topics {
  /** Tells the page, if there is one, and remembers it for the next. Throws for a value that does not fit: it is ours. */
  readonly publish: Publish;
  /** The newest value of each topic, for a page that has just come up. */
  readonly all: () => Newest;
}

/** `send` reaches the page that is there now, if one is. */
export function createTopics(send: (topic: string, value: unknown) => void): Topics {
  const newest = new Map<string, unknown>();
  return {
    publish: (topic, value) => {
      const checked: unknown = TOPICS[topic].parse(value);
      newest.set(topic, checked);
      send(topic, checked);
    },
    all: () => Object.fromEntries(newest),
  };
}
