import { useSyncExternalStore } from 'react';
import { REVIEW, type Review } from './review-store.ts';

/** What the review knows of the project now. */
export function useReview(): Review {
  return useSyncExternalStore(REVIEW.subscribe, REVIEW.get);
}
