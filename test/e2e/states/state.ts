import type { RunningApp } from '../support/start-app.ts';
import { callMain, openView } from '../support/open-view.ts';
import { drawn } from '../support/drawn.ts';
import { answerCalls, type SomeAnswers } from '../support/answer-calls.ts';
import { showTopics, type SomeTopics } from '../support/show-topics.ts';
import type { Draft } from '../../../src/contract/window/draft.ts';

/** One thing that the window can show: for screenshots, and for tests that look at every page in every look. */
export interface WindowState {
  /** Also the picture's name. */
  readonly name: string;
  /** The draft that it belongs to, opened at its step; null for the start page of a person without one. */
  readonly draft: Draft | null;
  /** What main would say of jobs, drives and cards, where it has none of them here. */
  readonly topics?: SomeTopics;
  /** What main would answer of those: the log of a build. */
  readonly answers?: SomeAnswers;
  /** What is done on the page then: a dialog opened, a list unfolded. */
  readonly act?: (running: RunningApp) => Promise<void>;
}

/** Main would say over and over what drives are really here. The page has asked for that when it was drawn. */
async function stopWatching({ page }: RunningApp): Promise<void> {
  await drawn(page);
  await callMain(page, 'drives.watch', { on: false });
}

/** Brings the window there, whatever it showed before. */
export async function openState(running: RunningApp, { draft, topics, answers = {}, act }: WindowState): Promise<void> {
  await answerCalls(running, answers);
  await openView(running.page, draft);
  if (topics?.drives) await stopWatching(running);
  if (topics) await showTopics(running, topics);
  await act?.(running);
}
