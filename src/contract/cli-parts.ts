import * as z from 'zod';

/** What the lines of `--json` are made of. Sizes are in bytes, times in ms. */
export const byteCount = z.number().int().nonnegative();
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const exitCode = z.number().int().nonnegative();
export const factValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const facts = z.record(z.string(), factValue);
