import { screen, within } from '@testing-library/react';
import { expect, onTestFinished, test, vi } from 'vitest';
import { greenhouseAt, GREENHOUSE_SECRETS } from '../../e2e/states/drafts.ts';
import { aTarget, flashTopic } from '../steps/drive/card-topics.ts';
import { openApp } from './open-app.tsx';

vi.mock('../../../renderer/steps/drive/question-facts.tsx', () => ({
  QuestionFacts: () => {
    throw new Error('broken');
  },
}));

test('a question that fails leaves the page in sight, and can be opened again', async () => {
  // React tells the console, too: that is no fault of this test.
  const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => silent.mockRestore());
  const questions = [{ ...aTarget(), warnings: [], typedName: null }].map(
    ({ id, name, drive, warnings, typedName }) => ({
      ...{ id, name, drive, warnings, typedName },
    }),
  );
  const flash = flashTopic({ state: 'asking', begun: false, questions });
  const { user } = await openApp({ draft: greenhouseAt('write'), topics: { flash, secrets: GREENHOUSE_SECRETS } });
  await user.click(screen.getByRole('button', { name: /Go on/ }));
  expect(screen.getByRole('button', { name: 'Open it again' })).toBeTruthy();
  const main = screen.getByRole('main');
  expect(within(main).getByRole('heading', { level: 1 })).toBeTruthy();
  expect(within(main).queryByText('This page has failed')).toBeNull();
});
