import { Check, Copy, Save } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { call } from '../../bridge/call.ts';
import { Button } from '../../ui/button.tsx';
import { useErrorWords } from '../../words/use-error-words.ts';
import { useWords } from '../../words/use-words.ts';

const SHOWN_MS = 2500;

/** Copies a log, or saves all of it; says how that ended. */
export function LogActions({ of }: { readonly of: 'all' | 'failed' }): ReactNode {
  const { t } = useWords();
  const errorWords = useErrorWords();
  const [copied, setCopied] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (copied === null) return undefined;
    const timer = setTimeout(() => setCopied(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const attempt = (work: () => Promise<unknown>): void => {
    setProblem(null);
    work().catch((thrown: unknown) => {
      const { message, next } = errorWords(thrown);
      setProblem(t('window.build.log-problem', { message, next }));
    });
  };
  const copy = async (): Promise<void> => setCopied((await call('build.copyLog', { of })).lines);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button size="small" icon={copied === null ? Copy : Check} onPress={() => attempt(copy)}>
        <span aria-live="polite">
          {copied === null ? t('window.log.copy') : t('window.log.copied', { lines: copied })}
        </span>
      </Button>
      <Button size="small" icon={Save} onPress={() => attempt(() => call('build.saveLog'))}>
        {t('window.log.save')}
      </Button>
      {problem !== null && (
        <p role="alert" className="w-full text-small text-danger-text">
          {problem}
        </p>
      )}
    </div>
  );
}
