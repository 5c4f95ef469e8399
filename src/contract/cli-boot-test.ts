import * as z from 'zod';
import { CONSOLES } from '../core/boot-test/console.ts';
import { BOOT_PHASES } from '../core/boot-test/events.ts';
import { IMAGE_FORMATS } from '../core/ports.ts';
import { byteCount } from './cli-parts.ts';

/** `nixberry boot-test`: as it goes, and its result. One that does not start ends with an `error` line, `boot-failed`. */
export const bootTestLines = [
  z.strictObject({
    type: z.literal('boot-image'),
    name: z.string(),
    format: z.enum(IMAGE_FORMATS),
    bytes: byteCount.nullable(),
  }),
  z.strictObject({ type: z.literal('boot-phase'), phase: z.enum(BOOT_PHASES) }),
  z.strictObject({ type: z.literal('boot-copied'), bytes: byteCount, of: byteCount.nullable() }),
  /** What the image says on a console; whatever stands in it is the image's. */
  z.strictObject({ type: z.literal('boot-console'), from: z.enum(CONSOLES), line: z.string() }),
  /** `ms` since the machine was switched on; `line` is what was waited for. */
  z.strictObject({ type: z.literal('booted'), image: z.string(), line: z.string(), ms: z.number() }),
] as const;
