import type { ReactNode } from 'react';
import type { FlashQuestion } from '../../../src/contract/window/flash.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/use-words.ts';

export interface TypedNameProps {
  readonly question: FlashQuestion;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** What is warned of and asks for the name, the weightiest first. */
const REASONS = ['mounted', 'large', 'fixed'] as const;

/** Where a slip costs most the drive's name has to be typed; why is said below. */
export function TypedName({ question: { typedName, warnings }, value, onChange }: TypedNameProps): ReactNode {
  const { t } = useWords();
  if (typedName === null) return null;
  const reason = REASONS.find((code) => warnings.some((warning) => warning.code === code)) ?? 'fixed';
  return (
    <TextField
      label={t('window.confirm.type', { name: typedName })}
      help={t('window.confirm.why', { reason })}
      value={value}
      onChange={onChange}
      maxLength={200}
    />
  );
}
