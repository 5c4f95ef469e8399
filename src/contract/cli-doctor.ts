import * as z from 'zod';
import { findingSchema } from '../core/doctor/finding.ts';

/** `nixberry doctor`: what was found. `fix` is the line that mends it. */
export const doctorLine = z.strictObject({
  type: z.literal('doctor'),
  findings: z.array(z.strictObject({ ...findingSchema.shape, message: z.string() })),
});
