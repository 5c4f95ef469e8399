import * as z from 'zod';

// What several messages of `protocol.ts` have in common.

export const byteCount = z.number().int().nonnegative();
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Which of the header's targets. */
export const targetIndex = z.number().int().nonnegative();
