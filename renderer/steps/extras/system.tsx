import type { ReactNode } from 'react';
import { kernelsOf } from '../../../src/core/boards/index.ts';
import { RELEASES } from '../../../src/core/spec/releases.ts';
import { boardOfAnswers, kernelOfAnswers, releaseOfAnswers } from '../../state/board-of.ts';
import { useDraft, useDraftStore } from '../../state/use-draft.ts';
import { Section } from '../../ui/layout.tsx';
import { Link } from '../../ui/link.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { useWords } from '../../words/use-words.ts';
import { OnOff } from './on-off.tsx';
import { useProblem } from './use-problem.ts';

/** The release of NixOS, the kernel, memory and image. */
export function System(): ReactNode {
  const { t } = useWords();
  return (
    <Section title={t('window.extras.system')}>
      <ReleaseField />
      <KernelField />
      <OnOff path="zram" byDefault={true} help={t('window.extras.zram.help')}>
        {t('window.extras.zram')}
      </OnOff>
      <OnOff path="image.compress" byDefault={true} help={t('window.extras.compress.help')}>
        {t('window.extras.compress')}
      </OnOff>
      <OnOff path="image.uniqueIds" byDefault={false} help={t('window.extras.unique-ids.help')}>
        {t('window.extras.unique-ids')}
      </OnOff>
    </Section>
  );
}

function ReleaseField(): ReactNode {
  const { t } = useWords();
  const store = useDraftStore();
  const { answers } = useDraft();
  const ofRelease = useProblem('release');
  const ofState = useProblem('stateVersion');
  return (
    <RadioGroup
      path="release"
      label={t('window.extras.release')}
      value={releaseOfAnswers(answers)}
      onChange={(release) => store.answer('release', release)}
      choices={RELEASES.map(({ id }) => ({
        id,
        text: t('window.extras.release.choice', { release: id }),
        help: t(id === 'unstable' ? 'window.extras.release.unstable' : 'window.extras.release.stable'),
      }))}
      problem={ofRelease ?? ofState}
    />
  );
}

function KernelField(): ReactNode {
  const { t } = useWords();
  const store = useDraftStore();
  const { answers } = useDraft();
  const problem = useProblem('kernel');
  const board = boardOfAnswers(answers);
  if (board === null) return null;
  const offered = kernelsOf(board, releaseOfAnswers(answers));
  return (
    <RadioGroup
      path="kernel"
      label={t('window.extras.kernel')}
      value={kernelOfAnswers(answers)?.id ?? null}
      onChange={(kernel) => store.answer('kernel', kernel)}
      choices={offered.map(({ id, cached }) => ({
        id,
        text: t(`window.extras.kernel.${id}`),
        help: t('window.extras.kernel.help', { kernel: id, cached }),
      }))}
      problem={
        problem !== null && (
          <>
            {problem} <Link onPress={() => store.answer('kernel', undefined)}>{t('window.extras.kernel.default')}</Link>
          </>
        )
      }
    />
  );
}
