import { expect, test } from 'vitest';
import { createReviewStore } from '../../../../renderer/steps/review/review-store.ts';
import type { Preview } from '../../../../src/contract/window/projects.ts';
import { AppError } from '../../../../src/core/errors/app-error.ts';
import { fakeBridge } from '../../support/fake-bridge.ts';
import { CHANGED } from './some-preview.ts';

test('a late preview of older answers is no news', async () => {
  const waiting: ((preview: Preview) => void)[] = [];
  const preview = (): Promise<Preview> => new Promise((resolve) => waiting.push(resolve));
  await fakeBridge({ calls: { 'projects.preview': preview } });
  const review = createReviewStore();
  const older = review.look({ hostName: 'older' });
  const newer = review.look({ hostName: 'newer' });
  await expect.poll(() => waiting.length).toBe(2);
  waiting[1]?.({ ...CHANGED, shown: 'newer' });
  await newer;
  waiting[0]?.({ ...CHANGED, shown: 'older' });
  await older;
  expect(review.get().preview?.shown).toBe('newer');
});

test('a yes to overwriting holds for what was shown, and not for the next change', async () => {
  let isChanged = true;
  await fakeBridge({
    calls: {
      'projects.preview': () => ({ ...CHANGED, changedOutside: isChanged }),
      'projects.save': () => {
        throw new AppError('project-changed', { file: 'settings.json', folder: '/pis' });
      },
    },
  });
  const review = createReviewStore();
  await review.look({});
  review.allowOverOutside();
  expect(await review.save({})).toBe(false);
  expect(review.get()).toMatchObject({ isOverOutside: false, error: { code: 'project-changed' } });
  review.allowOverOutside();
  isChanged = false;
  await review.look({});
  expect(review.get().isOverOutside).toBe(false);
});
