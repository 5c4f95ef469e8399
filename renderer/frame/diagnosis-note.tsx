import { useEffect, useState, type ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { copyDiagnosis } from './diagnosis.ts';

const SHOWN_MS = 4000;

export interface DiagnosisNote {
  /** Copies the diagnosis, and then says whether it worked. */
  readonly copy: () => void;
  readonly note: ReactNode;
}

/** The answer to a key press that changes nothing on the page: a note that goes by itself. */
export function useDiagnosisNote(): DiagnosisNote {
  const { t } = useWords();
  const [result, setResult] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (result === null) return undefined;
    const timer = setTimeout(() => setResult(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result]);
  return {
    copy: () => void copyDiagnosis().then((isCopied) => setResult(isCopied ? 'copied' : 'failed')),
    note: (
      <div
        role="status"
        className="pointer-events-none fixed inset-x-0 bottom-20 z-20 flex justify-center in-[:root:has([role=dialog],[role=alertdialog])]:bottom-3"
        data-react-aria-top-layer
      >
        {result !== null && (
          <p className="rounded-control bg-raised px-3.5 py-2 text-small shadow-float">
            {t(`window.frame.diagnosis.${result}`)}
          </p>
        )}
      </div>
    ),
  };
}
