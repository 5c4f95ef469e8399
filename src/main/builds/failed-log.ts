import { MOST_FAILED_LINES, type FailedLog } from '../../contract/window/build.ts';
import { firstErrorLine } from '../../core/nix/error-line.ts';
import type { LogStore } from './log-store.ts';

const SLICE_LINES = 5000;

/** The log of what could not be built, and where the line at which it goes wrong is in the whole log. */
export interface Failure {
  readonly log: FailedLog | null;
  readonly logStart: number | null;
}

/**
 * Finds the failing derivation's lines in the log; `told`: the end of them as Nix gave it, for a build that was not heard.
 * With no derivation (null) there is no such log: then the first error that Nix said is where to look.
 */
export async function findFailure(log: LogStore, derivation: string | null, told: readonly string[]): Promise<Failure> {
  let heard: { readonly text: string; readonly number: number }[] = [];
  let before = 0;
  let firstSaid: number | null = null;
  for (let at = log.kept(); at < log.end();) {
    const { first, lines } = log.read(at, SLICE_LINES);
    for (const [offset, line] of lines.entries()) {
      if (line.kind === 'error') firstSaid ??= first + offset;
      if (derivation !== null && line.kind === 'log' && line.derivation === derivation)
        heard.push({ text: line.text, number: first + offset });
    }
    before += Math.max(0, heard.length - MOST_FAILED_LINES);
    heard = heard.slice(-MOST_FAILED_LINES);
    at = first + lines.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (derivation === null) return { log: null, logStart: firstSaid };
  const lines = heard.length > 0 ? heard.map(({ text }) => text) : told.slice(-MOST_FAILED_LINES);
  if (lines.length === 0) return { log: null, logStart: firstSaid };
  const firstError = firstErrorLine(lines);
  const logStart = heard[firstError ?? heard.length - 1]?.number ?? firstSaid;
  return { log: { derivation, lines, before, firstError }, logStart };
}
