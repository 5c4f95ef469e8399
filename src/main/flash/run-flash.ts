import type { FlashTopic } from '../../contract/window/flash.ts';
import { AppError, toAppError } from '../../core/errors/app-error.ts';
import type { FlashEvent, FlashResult } from '../../core/flash/events.ts';
import type { FlashPorts } from '../../core/flash/request.ts';
import { isEnd } from '../../core/jobs/follow-job.ts';
import type { End } from '../../core/jobs/job.ts';
import type { SeedPorts } from '../../core/seed/make-seed.ts';
import type { StartableWriter } from '../../node/elevate/writer-port.ts';
import { createTicker } from '../builds/ticker.ts';
import type { DriveList } from '../drives/drives.ts';
import type { Vault } from '../secrets/vault.ts';
import { askAboutDrives } from './ask-about-drives.ts';
import { createConfirmation, type Confirmation } from './confirmation.ts';
import { beginningOf, requestOf, type FlashJob } from './flash-job.ts';
import { followFlash } from './follow-flash.ts';
import { createRewriteQuestion, type RewriteQuestion } from './rewrite-question.ts';
import { beginFlash, flashTopic, reduceFlashJob, withHostKey, type FlashJobState } from './view.ts';

/** The page is told at most so often; of a new phase at once. */
const TELL_MS = 250;

/** What a job runs on. */
export interface FlashSurroundings {
  readonly ports: Omit<FlashPorts, 'images' | 'writer'>;
  readonly writer: () => StartableWriter;
  readonly seedPorts: SeedPorts;
  readonly list: Pick<
    DriveList,
    'hold' | 'onLook' | 'all' | 'chosen' | 'permissions' | 'contentsOf' | 'stopLooking' | 'written'
  >;
  /** How long a yes has to wait, in ms. */
  readonly confirmMs: () => number;
  /** Told of what the page could not be told: our own mistake, and no reason to leave a card half written. */
  readonly onUntold: (error: AppError) => void;
}

export interface FlashRunOptions extends FlashSurroundings {
  readonly job: FlashJob;
  readonly vault: Pick<Vault, 'takeFor'>;
  readonly publish: (topic: FlashTopic) => void;
}

/** A job that runs, or has ended. */
export interface FlashRun {
  readonly id: string;
  readonly job: FlashJob;
  readonly topic: () => FlashTopic;
  /** A no ends the job as long as nothing was begun. Throws AppError `confirm-refused`. */
  readonly answer: Confirmation['answer'];
  readonly answerRewrite: RewriteQuestion['answer'];
  readonly cancel: () => void;
  readonly hasEnded: () => boolean;
  /** Resolves to what was told last. Never rejects. */
  readonly ended: Promise<FlashTopic>;
}

/** Runs core's flash job as the terminal does, with questions and secrets as the window has them. Throws for a bad place. */
export function runFlash(options: FlashRunOptions): FlashRun {
  const { job, ports, list, vault, seedPorts, publish } = options;
  const { clock } = ports;
  const startedMs = clock.now();
  const controller = new AbortController();
  const confirmation = createConfirmation(clock);
  const nowMs = (): number => clock.now() - startedMs;
  let state = beginFlash(beginningOf(job, ports.timestamp()));
  let endedMs: number | null = null;

  const topic = (): FlashTopic => flashTopic(state, endedMs ?? nowMs());
  const tell = (): void => {
    try {
      publish(topic());
    } catch (thrown) {
      options.onUntold(toAppError(thrown));
    }
  };
  const ticker = createTicker(TELL_MS, tell);
  const change = (next: FlashJobState, isUrgent: boolean): void => {
    state = next;
    ticker.changed(isUrgent);
  };

  const rewrite = createRewriteQuestion(job.targets, (asked) => change({ ...state, rewrite: asked }, true));
  const request = requestOf(job, {
    ...{ permissions: list.permissions, vault, seedPorts },
    mayRewrite: rewrite.ask,
    onHostKey: (target, key) => change(withHostKey(state, target, key), false),
    confirm: async (asked) => {
      const waitMs = options.confirmMs();
      const yes = await askAboutDrives(asked, {
        ...{ chosen: job.targets, list, drives: ports.drives, confirmation, waitMs },
        show: (questions) => change({ ...state, state: 'asking', questions: [...questions], waitMs }, true),
        answered: () => change({ ...state, state: 'preparing', questions: [] }, true),
        signal: controller.signal,
      });
      change({ ...state, state: yes ? 'running' : 'cancelled', begun: yes, questions: [] }, yes);
      if (yes) {
        list.stopLooking();
        list.written(job.targets);
      }
      return yes;
    },
  });
  const withdraw = (): void => confirmation.withdraw(new AppError('cancelled'));
  controller.signal.addEventListener('abort', withdraw, { once: true });

  const take = (event: FlashEvent | End<FlashResult>): void => {
    if (isEnd(event)) state = withEnd(state, event);
    else change(reduceFlashJob(state, event, nowMs()), isUrgent(event));
  };
  const work = async (): Promise<FlashTopic> => {
    const fault = await followFlash({
      ...{ request, controller, take, writer: options.writer },
      ports: { ...ports, images: job.image.images },
      elevate: job.targets.some(({ kind }) => kind === 'drive'),
    });
    if (fault) state = { ...state, state: 'failed', questions: [], error: fault };
    ticker.stop();
    endedMs = nowMs();
    tell();
    return topic();
  };
  publish(topic());
  return {
    id: job.id,
    job,
    topic,
    answer: (yes, typed) => {
      // Also one that comes while the drives are looked at after a yes: what is on the screen is still a question.
      if (!yes && !state.begun) controller.abort();
      else confirmation.answer(yes, typed);
    },
    answerRewrite: rewrite.answer,
    cancel: () => controller.abort(),
    hasEnded: () => endedMs !== null,
    ended: work(),
  };
}

function withEnd(state: FlashJobState, end: End<FlashResult>): FlashJobState {
  const ended = { ...state, questions: [] };
  switch (end.type) {
    case 'done':
      return { ...ended, state: 'done', sha256: end.result.sha256 };
    case 'failed':
      return { ...ended, state: 'failed', error: end.error };
    case 'cancelled':
      return { ...ended, state: 'cancelled' };
  }
}

function isUrgent({ type }: FlashEvent): boolean {
  return type === 'phase' || type === 'target-end' || type === 'stalled';
}
