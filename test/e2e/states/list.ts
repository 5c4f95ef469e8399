import { BUILD_FAILED, BUILDING, BUILT, FAILED_LOG } from './builds.ts';
import { DRIVES, IMAGE, NO_DRIVES, SOME_READ } from './cards.ts';
import { DIALOG_STATES } from './dialogs.ts';
import { FIRST_STEP, GREENHOUSE_SECRETS, greenhouseAt, imageWayAt } from './drafts.ts';
import { RECENTS } from './recents.ts';
import type { WindowState } from './state.ts';
import {
  ASKING,
  COMPARING_CARD,
  VERIFYING_CARD,
  WRITE_FAILED,
  WRITING_CARD,
  WRITING_SEVERAL,
  WRITTEN,
} from './writes.ts';

const SECRETS = { secrets: GREENHOUSE_SECRETS };
const READY = { ...SECRETS, build: BUILT, image: IMAGE, drives: DRIVES };

/** Every page that the window has, in the order of the way, and what opens over them. One more: a line here. */
export const WINDOW_STATES: readonly WindowState[] = [
  { name: 'start', draft: null },
  { name: 'start-recent', draft: null, answers: RECENTS },
  { name: 'board-first', draft: FIRST_STEP },
  { name: 'board', draft: greenhouseAt('board'), topics: SECRETS },
  { name: 'name-and-user', draft: greenhouseAt('name-and-user'), topics: SECRETS },
  { name: 'network', draft: greenhouseAt('network') },
  { name: 'region', draft: greenhouseAt('region'), topics: SECRETS },
  { name: 'extras', draft: greenhouseAt('extras'), topics: SECRETS },
  { name: 'where', draft: greenhouseAt('where'), topics: SECRETS },
  { name: 'review', draft: greenhouseAt('review'), topics: SECRETS },
  { name: 'build', draft: greenhouseAt('build'), topics: SECRETS },
  { name: 'build-running', draft: greenhouseAt('build'), topics: { ...SECRETS, build: BUILDING, awake: true } },
  {
    name: 'build-failed',
    draft: greenhouseAt('build'),
    topics: { ...SECRETS, build: BUILD_FAILED },
    answers: FAILED_LOG,
  },
  { name: 'build-done', draft: greenhouseAt('build'), topics: { ...SECRETS, build: BUILT } },
  { name: 'drive', draft: greenhouseAt('drive'), topics: READY },
  { name: 'drive-none', draft: greenhouseAt('drive'), topics: { ...READY, drives: NO_DRIVES } },
  { name: 'drive-unread', draft: greenhouseAt('drive'), topics: { ...READY, drives: SOME_READ } },
  { name: 'drive-image', draft: imageWayAt('drive'), topics: { image: IMAGE, drives: DRIVES } },
  { name: 'write-asking', draft: greenhouseAt('write'), topics: { ...READY, flash: ASKING } },
  { name: 'write', draft: greenhouseAt('write'), topics: { ...READY, flash: WRITING_CARD, awake: true } },
  {
    name: 'write-comparing',
    draft: greenhouseAt('write'),
    topics: { ...READY, flash: COMPARING_CARD, awake: true },
  },
  {
    name: 'write-several',
    draft: greenhouseAt('write'),
    topics: { ...READY, flash: WRITING_SEVERAL, awake: true },
  },
  { name: 'write-verifying', draft: greenhouseAt('write'), topics: { ...READY, flash: VERIFYING_CARD, awake: true } },
  { name: 'write-failed', draft: greenhouseAt('write'), topics: { ...READY, flash: WRITE_FAILED } },
  { name: 'done', draft: greenhouseAt('done'), topics: { ...READY, flash: WRITTEN } },
  ...DIALOG_STATES,
];
