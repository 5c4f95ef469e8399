import * as z from 'zod';

export const awakeTopics = {
  /** Whether this computer is kept from going to sleep by itself: something runs, and the desktop listens. */
  awake: z.boolean(),
} as const;
