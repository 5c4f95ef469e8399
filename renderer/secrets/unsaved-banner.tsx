import type { ReactNode } from 'react';
import { Banner } from '../ui/banner.tsx';
import { useErrorWords } from '../words/use-error-words.ts';
import { useUnsavedSecrets } from './unsaved-secrets.ts';

/** That secrets are kept for this run only, against the person's wish. On every step: who typed one may have gone on. */
export function UnsavedBanner(): ReactNode {
  const errorWords = useErrorWords();
  const error = useUnsavedSecrets();
  if (error === null) return null;
  const { message, next } = errorWords(error);
  return (
    <div role="status" className="mb-4">
      <Banner tone="warn" title={message}>
        {next}
      </Banner>
    </div>
  );
}
