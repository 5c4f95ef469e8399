import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDraft } from '../state/use-draft.ts';
import { STEPS } from '../steps/list.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/use-words.ts';
import { nameOf } from './unsaved.ts';
import { piWay } from './ways.ts';

export interface GoOnProps {
  readonly onPress: () => void;
}

/** The draft of the last time, one press away. */
export function GoOn({ onPress }: GoOnProps): ReactNode {
  const { t } = useWords();
  const draft = useDraft();
  const name = nameOf(draft.answers);
  const at = STEPS.find(({ id }) => id === piWay(draft).step);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-panel border border-line bg-surface px-4.5 py-3">
      <p className="min-w-0 flex-1 text-small text-text-2">
        {at && t('window.start.go-on.text', { step: t(`window.step.${at.id}.name`) })}
      </p>
      <Button iconAfter={ArrowRight} onPress={onPress}>
        {name === null ? t('window.start.go-on.nameless') : t('window.start.go-on', { name })}
      </Button>
    </div>
  );
}
