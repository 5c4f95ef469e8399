import type { BuildView } from '../contract/window/build.ts';
import type { FlashTopic } from '../contract/window/flash.ts';
import type { Diagnosed, DiagnosedError, NotedError } from '../core/diagnosis/diagnosed.ts';
import type { Newest } from './ipc/topics.ts';

const KEPT_ERRORS = 20;

/** What a report of a fault is made of, also when the page has gone on: a person reports what was on the page before. */
export interface Noted {
  /** `call`: what was asked for. */
  readonly error: (call: string, error: DiagnosedError) => void;
  readonly flashEnded: (topic: FlashTopic) => void;
  readonly buildEnded: (view: BuildView) => void;
  /** The jobs that run or have ended last, and the last errors, by what the page was told last. */
  readonly all: (newest: Newest) => Pick<Diagnosed, 'flash' | 'build' | 'errors'>;
}

/** `timestamp`: now, as ISO 8601. */
export function createNoted(timestamp: () => string): Noted {
  const errors: NotedError[] = [];
  let lastFlash: FlashTopic | null = null;
  let lastBuild: BuildView | null = null;

  const noteError = (call: string, { code, facts }: DiagnosedError): void => {
    errors.push({ at: timestamp(), call, code, facts });
    if (errors.length > KEPT_ERRORS) errors.shift();
  };
  return {
    error: noteError,
    flashEnded: (topic) => {
      // One that was over before a card was begun tells less than the one before it.
      if (topic.begun || !lastFlash?.begun) lastFlash = topic;
      const failed = topic.targets.flatMap(({ outcome }) => (outcome?.kind === 'failed' ? [outcome] : []));
      // What all of it failed with is that of a card, where a card has failed.
      if (topic.error && failed.length === 0) noteError('flash', topic.error);
      for (const one of failed) noteError('flash', one);
    },
    buildEnded: (view) => {
      lastBuild = view;
      if (view.error) noteError('build', view.error);
    },
    all: ({ flash = null, build = null }) => ({
      // One that is only asked about tells less than the one before it.
      flash: flash?.begun ? flash : (lastFlash ?? flash),
      build: build ?? lastBuild,
      errors: [...errors],
    }),
  };
}
