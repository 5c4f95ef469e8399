import type { ReactNode } from 'react';
import { classes } from '../../ui/classes.ts';
import { useWords } from '../../words/use-words.ts';
import { STRENGTHS, type Strength } from './password-strength.ts';

export interface StrengthMeterProps {
  readonly strength: Strength;
  /** In characters. */
  readonly length: number;
}

/** How strong a password is: in words, and four small bars beside them. */
export function StrengthMeter({ strength, length }: StrengthMeterProps): ReactNode {
  const { t } = useWords();
  const reached = STRENGTHS.indexOf(strength);
  const isWeak = reached < STRENGTHS.indexOf('good');
  return (
    <span className="flex items-center gap-2.5">
      <span className="flex gap-0.5" aria-hidden="true">
        {STRENGTHS.map((level, at) => (
          <span
            key={level}
            className={classes('h-1 w-4 rounded-full', at > reached ? 'bg-track' : isWeak ? 'bg-warn-text' : 'bg-ok')}
          />
        ))}
      </span>
      <span>{t('window.step.name-and-user.strength', { level: strength, length })}</span>
    </span>
  );
}
