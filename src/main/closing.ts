import { BrowserWindow, dialog } from 'electron';
import type { MessageKey, Words } from '../words/words.ts';

/** A job that ends with the window. */
export interface ClosingJob {
  readonly isBusy: () => boolean;
  /** Ends it; resolves when nothing of it runs any more. */
  readonly close: () => Promise<void>;
}

/** The writing of cards: before a card was begun with, nothing is lost by ending it. */
export interface ClosingWrite extends ClosingJob {
  readonly hasBegun: () => boolean;
}

/** What goes on for a person who looks on: it is ended without a question. */
type ClosingSearch = Pick<ClosingJob, 'close'>;

/** The words of a question: what runs, what ending it means, and the two answers. */
interface Question {
  readonly title: MessageKey;
  readonly text: MessageKey;
  readonly stay: MessageKey;
  readonly leave: MessageKey;
}

const WRITING: Question = {
  title: 'window.closing.title',
  text: 'window.closing.text',
  stay: 'window.closing.stay',
  leave: 'window.closing.leave',
};
const BUILDING: Question = {
  title: 'window.build.closing.title',
  text: 'window.build.closing.detail',
  stay: 'window.build.closing.stay',
  leave: 'window.build.closing.close',
};

/** Longer than a job takes to end, unless what it reads from hangs. */
const END_MS = 15_000;

/**
 * Whether the window may be closed. While a card is written (not while that is prepared) or an image built a person is asked, and going on is what Enter
 * and Escape mean; after a yes the jobs are ended. They have gone when this resolves, unless they hang: then that is not
 * waited for, since the writer also ends when nobody talks to it any more.
 */
export async function mayClose(
  {
    flash,
    builds,
    packages,
    driveList,
  }: {
    readonly flash: ClosingWrite;
    readonly builds: ClosingJob;
    readonly packages: ClosingSearch;
    readonly driveList: ClosingSearch;
  },
  words: Words,
): Promise<boolean> {
  const asks = [
    { job: flash, isAtStake: () => flash.isBusy() && flash.hasBegun(), question: WRITING },
    { job: builds, isAtStake: builds.isBusy, question: BUILDING },
  ];
  const ended = new Set<ClosingJob>();
  // One may have begun while the other was asked about.
  const next = () => asks.find(({ job, isAtStake }) => isAtStake() && !ended.has(job));
  for (let ask = next(); ask !== undefined; ask = next()) {
    if (await isLeft(ask.question, words)) ended.add(ask.job);
    // It may be done by now: then there is nothing to lose any more.
    else if (ask.isAtStake()) return false;
  }
  // Of the builds also one that has ended has left a folder.
  const writing = flash.isBusy() ? flash.close() : undefined;
  await atMost(END_MS, Promise.allSettled([writing, builds.close(), packages.close(), driveList.close()]));
  return true;
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

async function isLeft({ title, text, stay, leave }: Question, { t }: Words): Promise<boolean> {
  const [window] = BrowserWindow.getAllWindows();
  const staying = 0;
  const options = {
    type: 'warning' as const,
    message: t(title),
    detail: t(text),
    buttons: [t(stay), t(leave)],
    defaultId: staying,
    cancelId: staying,
    noLink: true,
  };
  const { response } = window ? await dialog.showMessageBox(window, options) : await dialog.showMessageBox(options);
  return response !== staying;
}
