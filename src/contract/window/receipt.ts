import * as z from 'zod';
import { nothing, offerId } from './call.ts';

export const receiptCalls = {
  /** Asks for a place, and says there what was written where, and its SHA-256: no secrets. False when none was chosen. */
  'receipt.save': { input: nothing, output: z.boolean() },
  /** Has ssh know the host key of a card that is done. Resolves to whether it was new. */
  'knownHosts.add': { input: z.strictObject({ target: offerId }), output: z.boolean() },
} as const;
