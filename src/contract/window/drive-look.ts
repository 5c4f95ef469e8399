import * as z from 'zod';
import { cardSummarySchema } from '../../core/identify/card-summary.ts';
import { windowErrorSchema } from './call.ts';

/**
 * Whether a person can have a drive read, to know whose card it is: `can` with rights that may have to be given, `running`
 * now, `no` where it is known, is being found out without asking, or may not be read.
 */
const LOOK_STATES = ['no', 'can', 'running'] as const;

export const driveLookSchema = z.strictObject({
  state: z.enum(LOOK_STATES),
  /** Why it could not be read, the last time that somebody asked. */
  error: windowErrorSchema.nullable(),
});

/** Whose card it is; null while nobody knows. */
export const knownCardSchema = cardSummarySchema.nullable();

export type DriveLook = Readonly<z.infer<typeof driveLookSchema>>;
