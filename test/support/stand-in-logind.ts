import path from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { onTestFinished } from 'vitest';
import * as z from 'zod';
import { until } from './waiting.ts';

/** Debian's: it has the bindings that the program needs, which another on the PATH may lack. */
const PYTHON = '/usr/bin/python3';
const PROGRAM = path.resolve('test/support/stand-in-logind.py');

const lockSchema = z.object({
  told: z.literal('taken'),
  id: z.number(),
  what: z.string(),
  who: z.string(),
  why: z.string(),
  mode: z.string(),
});
const lineSchema = z.discriminatedUnion('told', [
  z.object({ told: z.literal('ready') }),
  lockSchema,
  z.object({ told: z.literal('released'), id: z.number() }),
  z.object({ told: z.literal('refused'), what: z.string() }),
]);

/** What logind was asked to hold off, and by whom. */
export type Lock = Omit<z.infer<typeof lockSchema>, 'told'>;

/** As much of logind as programs need that keep a computer awake. */
export interface StandInLogind {
  /** All locks that were granted so far. */
  readonly granted: () => readonly Lock[];
  /** Those whose descriptor is open. */
  readonly held: () => readonly Lock[];
  /** What was asked for in vain. */
  readonly refused: () => readonly string[];
}

/** Puts it on this bus, until the test has ended. It grants every lock, but none on what `refuses` names. */
export async function standInLogind(
  busAddress: string,
  refuses: readonly ('sleep' | 'handle-lid-switch')[] = [],
): Promise<StandInLogind> {
  const granted: Lock[] = [];
  const released = new Set<number>();
  const refused: string[] = [];
  let isReady = false;
  const child = execa(PYTHON, [PROGRAM, busAddress, ...refuses], { stdin: 'ignore', buffer: false, reject: false });
  onTestFinished(async () => {
    child.kill();
    await child;
  });
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = lineSchema.parse(JSON.parse(text));
    switch (line.told) {
      case 'ready':
        isReady = true;
        break;
      case 'taken': {
        const { id, what, who, why, mode } = line;
        granted.push({ id, what, who, why, mode });
        break;
      }
      case 'released':
        released.add(line.id);
        break;
      case 'refused':
        refused.push(line.what);
    }
  });
  await until('the stand-in for logind', () => isReady);
  return {
    granted: () => granted,
    held: () => granted.filter(({ id }) => !released.has(id)),
    refused: () => refused,
  };
}
