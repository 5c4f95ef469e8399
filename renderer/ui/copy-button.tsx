import { Check, Copy, TriangleAlert } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { call } from '../bridge/call.ts';
import { useWords } from '../words/use-words.ts';
import { Button } from './button.tsx';

export interface CopyButtonProps {
  /** What is copied. */
  readonly text: string;
  /** Other words than "Copy". */
  readonly label?: string;
}

const SHOWN_MS = 2000;

/** Copies a text, and says for two seconds whether it worked. */
export function CopyButton({ text, label }: CopyButtonProps): ReactNode {
  const { t } = useWords();
  const [result, setResult] = useState<'copied' | 'copy-failed' | null>(null);
  useEffect(() => {
    if (result === null) return undefined;
    const timer = setTimeout(() => setResult(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = (): void =>
    void call('app.copy', { text }).then(
      () => setResult('copied'),
      () => setResult('copy-failed'),
    );
  const icon = result === null ? Copy : result === 'copied' ? Check : TriangleAlert;
  return (
    <Button size="small" variant="quiet" icon={icon} onPress={copy}>
      <span aria-live="polite">{result === null ? (label ?? t('window.ui.copy')) : t(`window.ui.${result}`)}</span>
    </Button>
  );
}
