import type * as z from 'zod';
import { appCalls } from './window/app.ts';
import { awakeTopics } from './window/awake.ts';
import { buildCalls, buildTopics } from './window/build.ts';
import type { CallSchema } from './window/call.ts';
import { computerCalls } from './window/computer.ts';
import { draftCalls } from './window/draft.ts';
import { packageCalls } from './window/packages.ts';
import { keysCalls } from './window/keys.ts';
import { secretsCalls, secretsTopics } from './window/secrets.ts';
import { drivesCalls, drivesTopics } from './window/drives.ts';
import { flashCalls, flashTopics } from './window/flash.ts';
import { imagesCalls, imagesTopics } from './window/images.ts';
import { receiptCalls } from './window/receipt.ts';
import { placesCalls } from './window/places.ts';
import { preferencesCalls, preferencesTopics } from './window/preferences.ts';
import { projectsCalls, projectsTopics } from './window/projects.ts';

/** Everything that the page may ask of main. One file a concern in `window/`, and its line here. */
export const CALLS = {
  ...appCalls,
  ...buildCalls,
  ...computerCalls,
  ...draftCalls,
  ...packageCalls,
  ...keysCalls,
  ...secretsCalls,
  ...drivesCalls,
  ...flashCalls,
  ...imagesCalls,
  ...placesCalls,
  ...preferencesCalls,
  ...projectsCalls,
  ...receiptCalls,
} as const satisfies Record<string, CallSchema>;

/** What main tells the page by itself: the newest value is all that counts. */
export const TOPICS = {
  ...awakeTopics,
  ...secretsTopics,
  ...buildTopics,
  ...preferencesTopics,
  ...projectsTopics,
  ...drivesTopics,
  ...flashTopics,
  ...imagesTopics,
} as const satisfies Record<string, z.ZodType>;

export type CallName = keyof typeof CALLS;
export type CallInput<Name extends CallName> = z.output<(typeof CALLS)[Name]['input']>;
export type CallOutput<Name extends CallName> = z.output<(typeof CALLS)[Name]['output']>;
export type TopicName = keyof typeof TOPICS;
export type TopicValue<Name extends TopicName> = z.output<(typeof TOPICS)[Name]>;

/** What main does for each call. */
export type Handlers = {
  readonly [Name in CallName]: (input: CallInput<Name>) => CallOutput<Name> | Promise<CallOutput<Name>>;
};

/** Whether a name from another process is a call of ours, and not, say, `constructor`. */
export function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(CALLS, name);
}

export function isTopicName(name: unknown): name is TopicName {
  return typeof name === 'string' && Object.hasOwn(TOPICS, name);
}

/** What the preload puts into the page: the page's only way out. Frozen, and no Electron object among it. */
export interface Bridge {
  /** Resolves to a `Reply`. */
  readonly call: (name: string, input: unknown) => Promise<unknown>;
  /** Offers a file that was dropped onto the page; resolves to a `Reply`. Its path stays outside of the page. */
  readonly dropped: (file: unknown) => Promise<unknown>;
  /** There is one listener: the last that was given. */
  readonly listen: (listener: (topic: string, value: unknown) => void) => void;
}

/** The channels between page and main: there are no others. */
export const CHANNELS = { call: 'call', dropped: 'dropped', topic: 'topic' } as const;
