import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';

/** A turning ring; with reduced motion the word "working" instead. */
export function Busy(): ReactNode {
  return (
    <>
      <BusyRing />
      <span className="hidden motion-reduce:inline">
        <BusyWord />
      </span>
    </>
  );
}

/** The ring alone, which is not there with reduced motion: the word stands elsewhere. */
export function BusyRing(): ReactNode {
  return <LoaderCircle className="turns size-3.75 flex-none motion-reduce:hidden" strokeWidth={1.75} aria-hidden />;
}

/** The word alone. */
export function BusyWord(): ReactNode {
  const { t } = useWords();
  return t('window.ui.working');
}
