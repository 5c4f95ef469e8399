import type { ErrorCode } from '../../../src/core/errors/causes.ts';
import { CAUSES, ERROR_CODES } from '../../../src/core/errors/causes.ts';
import type { Cause } from '../../../src/core/errors/page.ts';
import type { ErrorWords } from '../../../src/words/error-words.ts';
import { windowErrorWords } from '../../../src/words/window-error-words.ts';
import type { Words } from '../../../src/words/words.ts';
import { tellingExamplesOf, type Example } from '../../core/errors/examples.ts';
import { TERMINAL_ONLY } from '../../core/errors/terminal-only.ts';
import { BUILD_FAILED } from '../states/builds.ts';
import { greenhouseAt } from '../states/drafts.ts';
import { openState } from '../states/state.ts';
import { WRITE_FAILED } from '../states/writes.ts';
import { answerCalls } from '../support/answer-calls.ts';
import { drawn } from '../support/drawn.ts';
import { callMain } from '../support/open-view.ts';
import { showTopics } from '../support/show-topics.ts';
import type { RunningApp } from '../support/start-app.ts';

/** A cause with facts that it may come with. */
export interface Met {
  readonly code: ErrorCode;
  readonly facts: Example;
}

/** Where in the window a person meets causes, and how they are brought there. */
export interface MeetingPlace {
  readonly name: 'write' | 'build' | 'start';
  readonly has: (cause: Cause, code: ErrorCode) => boolean;
  /** Opens the page on which the causes are then shown one after the other. */
  readonly open: (running: RunningApp) => Promise<void>;
  readonly show: (running: RunningApp, met: Met, words: Words) => Promise<void>;
  /** What the banner has to say of it. */
  readonly said: (met: Met, words: Words) => ErrorWords;
}

/** What the card of `WRITE_FAILED` has become by then. */
const CARD_STATE = 'unbootable' as const;
const CARD_NAME = WRITE_FAILED.targets[0]?.name ?? '';

const OF_A_CARD: readonly Cause['kind'][] = ['drive', 'verification', 'refused', 'notAuthorised', 'badImage'];
const OF_A_BUILD: readonly Cause['kind'][] = ['build', 'remote'];

export const PLACES: readonly MeetingPlace[] = [
  {
    name: 'write',
    has: ({ kind }, code) => OF_A_CARD.includes(kind) || code === 'download-failed',
    open: (running) =>
      openState(running, { name: 'write', draft: greenhouseAt('write'), topics: { flash: WRITE_FAILED } }),
    show: (running, { code, facts }) =>
      showTopics(running, {
        flash: {
          ...WRITE_FAILED,
          targets: WRITE_FAILED.targets.map((target) => ({
            ...target,
            outcome: { kind: 'failed' as const, code, facts, state: CARD_STATE },
          })),
        },
      }),
    said: ({ code, facts }, words) => {
      const { message, next } = windowErrorWords(words, code, { ...facts, device: CARD_NAME });
      const state = words.t('window.write.ended.left', { state: CARD_STATE });
      return { message, next: words.t('window.write.ended.failed', { state, next }) };
    },
  },
  {
    name: 'build',
    has: ({ kind }, code) => OF_A_BUILD.includes(kind) && code !== 'download-failed',
    open: (running) =>
      openState(running, {
        ...{ name: 'build', draft: greenhouseAt('build'), topics: { build: BUILD_FAILED } },
        answers: { 'build.failedLog': null, 'build.log': { first: 0, kept: 0, lines: [] } },
      }),
    show: (running, { code, facts }) =>
      showTopics(running, {
        build: { ...BUILD_FAILED, error: { code, facts, derivation: null, logStart: null }, logLines: 0 },
      }),
    said: ({ code, facts }, words) => {
      const said = windowErrorWords(words, code, { ...facts, derivation: null });
      // Where nobody knows why, the log has to tell.
      return code === 'build-failed' && facts.cause === 'other'
        ? { ...said, next: words.t('window.build.failed-next') }
        : said;
    },
  },
  {
    name: 'start',
    has: ({ kind }) => !OF_A_CARD.includes(kind) && !OF_A_BUILD.includes(kind),
    open: (running) => openState(running, { name: 'start', draft: null }),
    show: async (running, { code, facts }, { t }) => {
      await answerCalls(running, {}, { 'projects.open': { code, facts } });
      await running.page
        .getByRole('button', { name: t('window.start.open') })
        .first()
        .click();
      // Answers come in their order: after this one the page has that of the press, and not only the one before it.
      await callMain(running.page, 'app.facts');
      await running.page.getByRole('alert').waitFor();
      await drawn(running.page);
    },
    said: ({ code, facts }, words) => windowErrorWords(words, code, facts),
  },
];

/**
 * The causes of a place: each that the window shows as its page has it first, or each of all with each of its reasons. What only
 * the terminal meets is shown on the start page.
 */
export function metAt({ name, has }: MeetingPlace, how: 'once' | 'each-reason'): readonly Met[] {
  const shown = ERROR_CODES.filter((code) =>
    code in TERMINAL_ONLY ? how === 'each-reason' && name === 'start' : has(CAUSES[code], code),
  );
  return shown.flatMap((code) => {
    // Errnos make no difference to the layout: one stands for all.
    const told = tellingExamplesOf(code).filter(({ reason }, at) => at === 0 || !/^E[A-Z]+$/.test(String(reason)));
    return (how === 'once' ? told.slice(0, 1) : told).map((facts) => ({ code, facts }));
  });
}
