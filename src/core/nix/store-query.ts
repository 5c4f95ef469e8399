import { throwIfCancelled } from '../jobs/job.ts';
import type { CancelSignal } from '../ports.ts';
import type { NixExit, NixPort } from './ports.ts';

/** The database of a large store, asked under emulation. */
const TIMEOUT_MS = 120_000;

/** Where to look. */
export interface StoreQuery {
  readonly nix: NixPort;
  /** More arguments for Nix, as they are: `--store URI` for another store than its own. */
  readonly options?: readonly string[];
  readonly signal: CancelSignal;
}

/** Asks a store something, by `nix` or by `nix-store`. Throws AppError `cancelled`, and as `NixPort.run`. */
export async function askStore(
  { nix, signal }: StoreQuery,
  argv: readonly string[],
  program?: 'nix-store',
): Promise<NixExit> {
  const which = program === undefined ? {} : { program };
  const exit = await nix.run(argv, { signal, timeoutMs: TIMEOUT_MS, ...which });
  throwIfCancelled(signal);
  return exit;
}

/** What it said, a path a line. */
export function linesOf(stdout: string): readonly string[] {
  return stdout.split('\n').filter((line) => line !== '');
}
