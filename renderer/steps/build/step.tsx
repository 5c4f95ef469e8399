import type { BuildView } from '../../../src/contract/window/build.ts';
import type { Lack } from '../../../src/core/wizard/step.ts';
import type { MessageKey, Words } from '../../../src/words/words.ts';
import type { Situation } from '../../state/situation.ts';
import type { StepDefinition } from '../step.ts';
import { useBuildBack, useBuildNext } from './footer.ts';
import { BuildPage } from './page.tsx';
import { buildFacts } from './build-facts.ts';
import { withoutImage } from './phase-words.ts';

export const buildStep: StepDefinition = {
  id: 'build',
  group: 'build',
  lacks: ({ topics: { build } }) => {
    const key = lackKey(build);
    return key === null ? [] : [{ kind: build?.state === 'failed' ? 'mend' : 'open', says: { key } } satisfies Lack];
  },
  answer: ({ topics: { build } }, words) => (build === null ? null : answer(build, words)),
  sentence,
  Page: BuildPage,
  useNext: useBuildNext,
  useBack: useBuildBack,
};

function sentence({ topics: { build }, draft, isDemo }: Situation, { t }: Words): string {
  if (build !== null) return t(`window.build.sentence.${build.state}`, buildFacts(build));
  if (isDemo) return t('window.build.sentence.demo');
  return t('window.build.sentence.none', buildFacts({ host: null, place: draft.place, system: null }));
}

function lackKey(build: BuildView | null): MessageKey | null {
  switch (build?.state) {
    case undefined:
    case 'cancelled':
      return 'window.build.lack.none';
    case 'running':
      return 'window.build.lack.running';
    case 'failed':
      return 'window.build.lack.failed';
    case 'done':
      return build.outdated ? 'window.build.lack.outdated' : null;
  }
}

/** "37/111" while it runs, the size when it is done. */
function answer({ state, builds, result }: BuildView, { t, bytes }: Words): string | null {
  const counts = withoutImage(builds);
  switch (state) {
    case 'running':
      return counts.expected === 0 ? t('window.build.answer.running') : t('window.build.answer.counts', { ...counts });
    case 'done':
      return result === null ? null : bytes(result.bytes);
    case 'failed':
      return t('window.build.answer.failed');
    case 'cancelled':
      return null;
  }
}
