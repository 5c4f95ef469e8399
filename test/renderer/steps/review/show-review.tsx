import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { AppFactsContext } from '../../../../renderer/state/app-facts.ts';
import { PLACES } from '../../../../renderer/state/places/place-store.ts';
import { WizardContext, type Wizard } from '../../../../renderer/state/use-wizard.ts';
import { ReviewPage } from '../../../../renderer/steps/review/page.tsx';
import { REVIEW } from '../../../../renderer/steps/review/review-store.ts';
import { reviewStep } from '../../../../renderer/steps/review/step.tsx';
import type { AppFacts } from '../../../../src/contract/window/app.ts';
import type { Handlers } from '../../../../src/contract/api.ts';
import type { DraftAnswers } from '../../../../src/contract/window/draft.ts';
import { someAnswers } from '../../../core/spec/some-answers.ts';
import { renderPage, type RenderedPage } from '../../support/render-page.tsx';
import { CHANGED } from './some-preview.ts';

export const ANSWERS = someAnswers({
  user: { ...someAnswers().user, fullName: 'Ada Lovelace', password: 'seed' },
  wifi: { country: 'GB', networks: [{ ssid: 'Green House' }, { ssid: 'Café', security: 'open' }] },
  interfaces: { i2c: true },
  packages: ['htop', 'vim'],
}) as unknown as DraftAnswers;

export const SAVED = { shown: '~/Nixberry/greenhouse', host: 'greenhouse', git: null };

export interface Shown extends RenderedPage {
  readonly goTo: ReturnType<typeof vi.fn>;
  readonly goNext: ReturnType<typeof vi.fn>;
}

/** The page with its Next below it, and nothing known from an earlier test. */
export function show(answers: DraftAnswers, wizard: Partial<Wizard> = {}, demo = false): Shown {
  REVIEW.clear();
  PLACES.clear();
  const [goTo, goNext] = [vi.fn(), vi.fn()];
  const nothing = (): void => undefined;
  const facts: AppFacts = { version: '1', demo, platform: 'linux', languages: ['en'] };
  const page = renderPage(
    <AppFactsContext value={facts}>
      <WizardContext value={{ views: [], goTo, goNext, goBack: nothing, leave: nothing, ...wizard }}>
        <ReviewPage />
        <Next />
      </WizardContext>
    </AppFactsContext>,
    answers,
  );
  return { ...page, goTo, goNext };
}

function Next(): ReactNode {
  const next = reviewStep.useNext?.() ?? null;
  return (
    <footer>
      <span>{next?.refusal ?? next?.hint}</span>
      <button aria-busy={next?.isBusy} onClick={next?.isBusy === true ? undefined : next?.onPress}>
        {next?.label}
      </button>
    </footer>
  );
}

export const CALLS: Partial<Handlers> = {
  'places.list': () => [{ id: 'here', kind: 'here', machine: null }],
  'projects.preview': () => CHANGED,
};
