import { AppError } from '../errors/app-error.ts';
import { throwIfCancelled } from '../jobs/job.ts';
import { closureSizeArgv, diffClosuresArgv } from '../nix/argv.ts';
import type { NixPort } from '../nix/ports.ts';
import { errorWords } from '../nix/text.ts';
import type { CancelSignal } from '../ports.ts';
import { parseDiff, type PartChange } from './diff.ts';

/** A system of some thousand paths takes a second; one on a Pi with a slow card, a minute. */
const TIMEOUT_MS = 300_000;

export interface SystemDiff {
  readonly changes: readonly PartChange[];
  /** All that each needs, in bytes; null where Nix does not say. */
  readonly beforeBytes: number | null;
  readonly afterBytes: number | null;
}

/**
 * What differs between two systems that are in one store. Throws AppError `image-collected` for one that is no longer there,
 * `diff-failed`, and as `NixPort.run`.
 */
export async function compareSystems(
  before: string,
  after: string,
  nix: NixPort,
  signal: CancelSignal,
): Promise<SystemDiff> {
  const run = async (argv: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await nix.run(argv, { signal, timeoutMs: TIMEOUT_MS });
    throwIfCancelled(signal);
    if (code === 0) return stdout;
    const detail = errorWords(stderr) ?? '';
    const path = /path '([^']+)' (?:is not valid|is required|does not exist)/.exec(detail)?.[1];
    throw path === undefined ? new AppError('diff-failed', { detail }) : new AppError('image-collected', { path });
  };
  const sizes = await run(closureSizeArgv([before, after]));
  const sizeOf = (path: string): number | null => {
    const line = sizes.split('\n').find((one) => one.startsWith(`${path}\t`) || one.startsWith(`${path} `));
    const bytes = /\s(\d+)$/.exec(line?.trimEnd() ?? '')?.[1];
    return bytes === undefined ? null : Number(bytes);
  };
  const changes = parseDiff(await run(diffClosuresArgv(before, after)));
  return { changes, beforeBytes: sizeOf(before), afterBytes: sizeOf(after) };
}
