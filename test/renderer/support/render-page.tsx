import { cleanup, render, type RenderResult } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { onTestFinished } from 'vitest';
import { createDraftStore, FIRST_DRAFT, type DraftStore } from '../../../renderer/state/draft-store.ts';
import { DraftContext } from '../../../renderer/state/use-draft.ts';
import { createLeftFields, LeftContext, type LeftFields } from '../../../renderer/state/use-field.ts';
import type { DraftAnswers } from '../../../src/contract/window/draft.ts';

export interface RenderedPage extends RenderResult {
  readonly user: UserEvent;
  /** The draft that the page changes: `store.get().answers`. */
  readonly store: DraftStore;
  readonly left: LeftFields;
}

/** Draws a step's page, or a part of one, with a draft of its own. `fakeBridge` comes first. The test's end takes it away. */
export function renderPage(page: ReactElement, answers: DraftAnswers = {}): RenderedPage {
  const store = createDraftStore({ ...FIRST_DRAFT, answers }, () => Promise.resolve());
  const left = createLeftFields();
  const result = render(
    <DraftContext value={store}>
      <LeftContext value={left}>{page}</LeftContext>
    </DraftContext>,
  );
  onTestFinished(cleanup);
  return { ...result, user: userEvent.setup(), store, left };
}
