import { memo, useEffect, useRef, type ReactNode } from 'react';
import { UnsavedBanner } from '../secrets/unsaved-banner.tsx';
import type { Situation } from '../state/situation.ts';
import type { StepDefinition } from '../steps/step.ts';
import { useWords } from '../words/use-words.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Why } from './why.tsx';

export interface PageProps {
  readonly step: StepDefinition;
  readonly situation: Situation;
}

/** A step's page: title, one sentence, what is wrong with the system, and the step itself. */
export function Page({ step, situation }: PageProps): ReactNode {
  const words = useWords();
  const title = useRef<HTMLHeadingElement>(null);
  // The focus goes to the title of a new step, so that it is read and Tab goes on from there.
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  const { t } = words;
  const { id, Figure, Aside, Banner } = step;
  return (
    <main
      aria-labelledby="page-title"
      className="min-h-0 flex-1 scroll-py-4 overflow-auto [scrollbar-gutter:stable] px-(--nb-gutter) pt-6 pb-4"
    >
      <div className="mx-auto max-w-(--nb-wide)">
        <header className="mb-4 flex gap-4">
          {Figure && <Figure />}
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <h1 ref={title} id="page-title" tabIndex={-1} className="text-title font-head tracking-[-0.015em]">
                {t(`window.step.${id}.title`)}
              </h1>
              <div className="flex flex-wrap items-center gap-x-4">
                {Aside && <Aside />}
                <Why text={t(`window.step.${id}.why`)} />
              </div>
            </div>
            <p className="mt-1 max-w-168 text-text-2">
              {step.sentence?.(situation, words) ?? t(`window.step.${id}.sentence`)}
            </p>
          </div>
        </header>
        <UnsavedBanner />
        <ErrorBoundary>
          {Banner && (
            <div className="mb-4 empty:hidden">
              <Banner />
            </div>
          )}
          <Body step={step} />
        </ErrorBoundary>
      </div>
    </main>
  );
}

/** Drawn again for what the page itself asks for, and not for every number in the side bar. */
const Body = memo(function Body({ step: { Page: StepPage } }: Pick<PageProps, 'step'>): ReactNode {
  return <StepPage />;
});
