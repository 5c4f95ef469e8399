import type { BuildPhase, BuildView } from '../../../src/contract/window/build.ts';
import type { Words } from '../../../src/words/words.ts';
import { goneWords } from './times.ts';

/** How far a phase is, of 1; null where that cannot be told. */
export function phaseShare({ phase }: BuildPhase, { builds, fetches, downloads }: BuildView): number | null {
  switch (phase) {
    case 'evaluate':
    case 'image':
      return null;
    case 'download':
      // Paths differ in size by a thousand; bytes are known once they are on their way.
      return downloads.expectedBytes > 0
        ? Math.min(1, downloads.bytes / downloads.expectedBytes)
        : share(fetches.done, fetches.expected);
    case 'build':
      return share(builds.done, withoutImage(builds).expected);
  }
}

/** What a phase does, or what it did, in numbers. */
export function phaseWords(one: BuildPhase, build: BuildView, now: number, words: Words): string {
  const { phase, state, startedAt, endedAt } = one;
  const ms = (endedAt ?? now) - (startedAt ?? now);
  const { t } = words;
  switch (state) {
    case 'waiting':
      return t('window.build.waiting');
    case 'skipped':
      return t(`window.build.skipped.${phase}`);
    case 'failed':
      return t('window.build.phase-failed');
    case 'running':
    case 'done':
      return t(`window.build.${state}.${phase}`, { ...counts(build), time: goneWords(words, ms) });
  }
}

/** The builds that are counted before people: the last one is the image, which has a phase of its own. */
export function withoutImage({ done, expected }: BuildView['builds']): {
  readonly done: number;
  readonly expected: number;
} {
  const others = Math.max(0, expected - 1);
  return { done: Math.min(done, others), expected: others };
}

function counts({ builds, fetches, downloads }: BuildView) {
  const { done, expected } = withoutImage(builds);
  return {
    built: done,
    toBuild: expected,
    fetched: fetches.done,
    toFetch: fetches.expected,
    bytes: downloads.bytes,
    expectedBytes: downloads.expectedBytes,
  };
}

function share(done: number, expected: number): number {
  return expected <= 0 ? 0 : Math.min(1, done / expected);
}
