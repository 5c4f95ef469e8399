import * as z from 'zod';
import { ERROR_CODES } from '../../core/errors/causes.ts';
import { facts } from '../cli-parts.ts';

/** One thing that the page may ask of main: what it sends, and what comes back. Both are checked on both sides. */
export interface CallSchema {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

/** For calls that are told nothing, or tell nothing. */
export const nothing = z.undefined();

/** Stands for something that main knows (a drive, a file, a folder) and the page does not: it cannot be made up. */
export const offerId = z.string().regex(/^[0-9a-f]{32}$/);

/** An error as it crosses to the page: its code and the facts that its words need. */
export const windowErrorSchema = z.strictObject({ code: z.enum(ERROR_CODES), facts });

/** How main answers a call. */
export const replySchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: windowErrorSchema }),
]);

export type Reply = Readonly<z.infer<typeof replySchema>>;
