import * as z from 'zod';

/**
 * What the scanner child (`node/etcher/scanner.ts`) prints, one JSON object a line: the first when it has looked, then one
 * whenever a board comes or goes. It ends when its stdin does.
 */
export const scannerLineSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('boards'),
    /** USB ports (`1-2`) of boards that are being started over USB. */
    ports: z.array(z.string()),
  }),
  /** It cannot scan here: etcher-sdk is not installed, or its USB library does not load. */
  z.object({ type: z.literal('unavailable'), detail: z.string() }),
]);

export type ScannerLine = z.infer<typeof scannerLineSchema>;
