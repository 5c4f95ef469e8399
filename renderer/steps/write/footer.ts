import { useTopic } from '../../bridge/topics.ts';
import { askToStop, clearFlash } from '../../jobs/flash-deeds.ts';
import { isRunning, rightTargets } from '../../jobs/flash-ends.ts';
import { useWizard } from '../../state/use-wizard.ts';
import { useWords } from '../../words/use-words.ts';
import type { FooterAction } from '../step.ts';

/** Next: to the end when a card is right; back to the drives when none is. While it runs there is no way past it. */
export function useWriteNext(): FooterAction {
  const { t } = useWords();
  const flash = useTopic('flash');
  const again = useAgain();
  if (isRunning(flash)) return { refusal: t('window.write.until') };
  if (rightTargets(flash).length > 0) return {};
  return { label: t('window.write.again'), hint: '', onPress: again };
}

/** Back; while it is written, the way to stop that. */
export function useWriteBack(): FooterAction {
  const { t } = useWords();
  const flash = useTopic('flash');
  return isRunning(flash) ? { label: t('window.write.cancel'), onPress: () => askToStop(true) } : {};
}

/** Forgets the job, and goes to the drives. */
function useAgain(): () => void {
  const { goTo } = useWizard();
  return () => {
    goTo('drive');
    void clearFlash();
  };
}
