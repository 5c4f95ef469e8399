import { findText } from '../../core/jobs/find-text.ts';
import type { LogStore } from './log-store.ts';

/** A few milliseconds of searching. */
const SLICE_LINES = 5000;

export interface Hits {
  /** Lines that have it, those not listed included. */
  readonly count: number;
  /** Their numbers, the first `most` of them. */
  readonly lines: readonly number[];
  /** The line from which on nothing was searched yet. */
  readonly upTo: number;
}

/**
 * The lines from `from` on that have a text, up to the end of the log as it is now. Other work goes on in between: a log of
 * 200,000 lines takes longer than a window may wait.
 */
export async function searchLog(log: LogStore, text: string, from: number, most: number): Promise<Hits> {
  const { isIn } = findText(text);
  const upTo = log.end();
  const found: number[] = [];
  let count = 0;
  for (let at = from; at < upTo;) {
    const { first, lines } = log.read(at, Math.min(SLICE_LINES, upTo - at));
    for (const [offset, line] of lines.entries()) {
      if (first + offset >= upTo || !isIn(line.text)) continue;
      count += 1;
      if (found.length < most) found.push(first + offset);
    }
    at = first + lines.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { count, lines: found, upTo };
}
