import { followTopics } from '../../../renderer/bridge/topics.ts';
import {
  CALLS,
  isCallName,
  TOPICS,
  type Bridge,
  type CallInput,
  type CallName,
  type Handlers,
  type TopicName,
  type TopicValue,
} from '../../../src/contract/api.ts';
import type { Reply } from '../../../src/contract/window/call.ts';
import { toAppError } from '../../../src/core/errors/app-error.ts';

export interface FakeMain {
  /** What main does for the calls of this test. It may throw AppErrors. What is not here is answered with `unexpected`. */
  readonly calls?: Partial<Handlers>;
  /** What main has told before the page came up. */
  readonly topics?: { readonly [Name in TopicName]?: TopicValue<Name> };
  /** What a dropped file is offered as. */
  readonly dropped?: (file: unknown) => unknown;
}

export interface FakeBridge {
  /** What the page has asked for so far, oldest first: what main was given, as its schema understood it. */
  readonly asked: readonly { readonly name: CallName; readonly input: unknown }[];
  /** What it has asked of one call. */
  readonly inputsOf: <Name extends CallName>(name: Name) => readonly CallInput<Name>[];
  /** Everything that went through the bridge in either direction, as text: for what must never be in it. */
  readonly transcript: () => string;
  /** Main tells something; wrap it in `act`. */
  readonly publish: <Name extends TopicName>(name: Name, value: TopicValue<Name>) => void;
}

/** What every page asks for on its way up, and most tests are not about. */
const USUAL: Partial<Handlers> = {
  'draft.load': () => null,
  'draft.save': () => undefined,
  'draft.discard': () => undefined,
};

/**
 * Puts a main into `window.nixberry` that answers as the test says, under the real contract: what the page sends and what
 * the test answers both have to pass their schemas, as in the gate of `src/main/ipc`. Resolves when its topics have arrived;
 * those of an earlier test are gone then.
 */
export async function fakeBridge({ calls = {}, topics = {}, dropped }: FakeMain = {}): Promise<FakeBridge> {
  const asked: { readonly name: CallName; readonly input: unknown }[] = [];
  const heard: unknown[] = [topics];
  const told = new Map<string, unknown>(
    Object.entries(topics).map(([name, value]) => [name, checkedTopic(name, value)]),
  );
  let tell: (topic: string, value: unknown) => void = () => undefined;
  const handlers: Partial<Handlers> = { 'app.topics': () => Object.fromEntries(told), ...USUAL, ...calls };

  const answer = async (work: () => unknown): Promise<Reply> => {
    try {
      return noted({ ok: true, value: structuredClone(await work()) });
    } catch (thrown) {
      const { code, facts } = toAppError(thrown);
      return noted({ ok: false, error: { code, facts } });
    }
  };
  const noted = (reply: Reply): Reply => {
    heard.push(reply);
    return reply;
  };
  const run = async (name: string, given: unknown): Promise<unknown> => {
    if (!isCallName(name)) throw new Error(`no such call: ${name}`);
    // What crosses a process is a copy: functions and classes do not get through.
    const input: unknown = CALLS[name].input.parse(structuredClone(given));
    asked.push({ name, input });
    heard.push({ name, input });
    const handler = handlers[name] as ((input: unknown) => unknown) | undefined;
    if (!handler) throw new Error(`this test has no answer to ${name}`);
    return CALLS[name].output.parse(await handler(input));
  };

  const bridge: Bridge = {
    call: (name, input) => answer(() => run(name, input)),
    dropped: (file) => answer(() => dropped?.(file)),
    listen: (listener) => {
      tell = listener;
    },
  };
  Object.defineProperty(window, 'nixberry', { value: Object.freeze(bridge), configurable: true });
  await followTopics();
  return {
    asked,
    // Only `run` adds to it, what has passed the schema of the very name.
    inputsOf: <Name extends CallName>(name: Name) =>
      asked.filter((one) => one.name === name).map(({ input }) => input as CallInput<Name>),
    transcript: () => JSON.stringify(heard),
    publish: (name, value) => {
      heard.push({ name, value });
      told.set(name, checkedTopic(name, value));
      tell(name, told.get(name));
    },
  };
}

function checkedTopic(name: string, value: unknown): unknown {
  return structuredClone(TOPICS[name as TopicName].parse(value));
}
