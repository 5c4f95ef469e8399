import type { BuildView } from '../../../src/contract/window/build.ts';
import type { Words } from '../../../src/words/words.ts';
import { useTopic } from '../../bridge/topics.ts';
import { useDraftStore } from '../../state/use-draft.ts';
import { useWords } from '../../words/use-words.ts';
import type { FooterAction } from '../step.ts';
import { askToCancel, startBuild, useDeeds } from '../../jobs/build-deeds.ts';
import { goneWords, roundedWords, timeLeftMs, useNow } from './times.ts';

/** Next: builds, builds again, or goes on to the drive when there is an image. */
export function useBuildNext(): FooterAction {
  const words = useWords();
  const build = useTopic('build');
  const draft = useDraftStore();
  const { isStarting } = useDeeds();
  const now = useNow(build?.state === 'running');
  const { t } = words;
  const start = { isBusy: isStarting, onPress: () => void startBuild(draft) };
  switch (build?.state) {
    case undefined:
      return { ...start, label: t('window.build.start'), hint: t('window.build.start-hint') };
    case 'cancelled':
    case 'failed':
      return { ...start, label: t('window.build.again'), hint: t('window.build.again-hint') };
    case 'running':
      return { refusal: timeWords(build, now, words) };
    case 'done':
      return build.outdated ? { ...start, label: t('window.build.again'), hint: t('window.build.outdated-hint') } : {};
  }
}

/** Back; while it builds, the way to end that. */
export function useBuildBack(): FooterAction {
  const { t } = useWords();
  const build = useTopic('build');
  if (build?.state !== 'running') return {};
  return { label: t('window.build.cancel'), isBusy: build.stopping, onPress: askToCancel };
}

function timeWords({ stopping, startedAt, estimateMs }: BuildView, now: number, words: Words): string {
  if (stopping) return words.t('window.build.stopping');
  const goneMs = Math.max(0, now - startedAt);
  const left = timeLeftMs(estimateMs, goneMs);
  return words.t('window.build.time', {
    gone: goneWords(words, goneMs),
    left: left === null ? null : roundedWords(words, left),
  });
}
