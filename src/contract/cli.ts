import * as z from 'zod';
import { ERROR_CODES } from '../core/errors/causes.ts';
import { boardsLine } from './cli-boards.ts';
import { bootTestLines } from './cli-boot-test.ts';
import { buildLines, builtLine, demoLine, hostsLine } from './cli-build.ts';
import { doctorLine } from './cli-doctor.ts';
import { drivesLine, flashedLine, flashLines } from './cli-flash.ts';
import { keptLines } from './cli-kept.ts';
import { exitCode, factValue } from './cli-parts.ts';
import { projectLines } from './cli-projects.ts';
import { cardLine, seedLines } from './cli-seed.ts';

/** The last line of a command that failed as a whole. The facts of the error are beside its words. */
const errorLine = z
  .object({
    type: z.literal('error'),
    code: z.enum(ERROR_CODES),
    message: z.string(),
    next: z.string(),
    exitCode,
  })
  .catchall(factValue);

/** The last line of a command that was stopped. */
const cancelledLine = z.strictObject({ type: z.literal('cancelled'), message: z.string(), exitCode: z.literal(130) });

/**
 * What `nixberry --json` prints: one of these objects a line. Sizes are in bytes, times in ms. `message` and `next` are
 * words for people and may change; everything else is for programs.
 */
export const cliLineSchema = z.discriminatedUnion('type', [
  drivesLine,
  boardsLine,
  ...projectLines,
  ...flashLines,
  flashedLine,
  ...buildLines,
  builtLine,
  hostsLine,
  ...bootTestLines,
  ...keptLines,
  ...seedLines,
  cardLine,
  demoLine,
  doctorLine,
  errorLine,
  cancelledLine,
]);

export type CliLine = z.infer<typeof cliLineSchema>;
