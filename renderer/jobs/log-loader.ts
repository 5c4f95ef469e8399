import type { LogLine } from '../../src/contract/window/build.ts';
import type { LogSource } from './log-source.ts';

/** Lines of a log, from `first` on, before `end`. */
export interface LineRange {
  readonly first: number;
  readonly end: number;
}

export interface WantedLines {
  /** Lines that the log has by now. */
  readonly total: number;
  /** Those that are in sight. */
  readonly seen: LineRange;
  /** Whether its end is what is wanted, wherever that is. */
  readonly isFollowing: boolean;
}

/** Loads the lines that are in sight, one question at a time. */
export interface LogLoader {
  /** What is wanted from now on. */
  readonly want: (wanted: WantedLines) => void;
  /** A line; undefined while it is on its way, null when it is not kept any more. */
  readonly at: (line: number) => LogLine | null | undefined;
  /** The end of what is loaded without a gap before it, as far as a screen reaches. */
  readonly tail: () => number;
  /** The oldest line that is kept, as far as is known. */
  readonly kept: () => number;
  readonly subscribe: (listener: () => void) => () => void;
  /** Another number whenever there is something new. */
  readonly version: () => number;
}

/** More than a screen shows, so that scrolling a little asks for nothing. */
const ASK_LINES = 200;
/** A quarter of it before what is in sight: one scrolls up as often as down. */
const BEFORE_LINES = 50;
/** Lines that are remembered on each side of the last answer. */
const REMEMBERED_LINES = 2000;
/** After an answer that failed, or had nothing. */
const RETRY_MS = 1000;

export function createLogLoader(source: LogSource): LogLoader {
  const lines = new Map<number, LogLine>();
  const listeners = new Set<() => void>();
  let wanted: WantedLines = { total: 0, seen: { first: 0, end: 0 }, isFollowing: false };
  let [kept, tail, version] = [0, 0, 0];
  let isAsking = false;

  function lacking(): LineRange | null {
    const { total, seen, isFollowing } = wanted;
    // Of very much that is new only the last screens.
    if (isFollowing) return tail >= total ? null : { first: Math.max(tail, total - ASK_LINES), end: total };
    for (let line = Math.max(seen.first, kept); line < Math.min(seen.end, total); line += 1)
      if (!lines.has(line)) return { first: Math.max(kept, line - BEFORE_LINES), end: total };
    return null;
  }

  async function ask(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    for (let range = lacking(); range !== null; range = lacking()) {
      const count = Math.min(ASK_LINES, range.end - range.first);
      const page = await source.read(range.first, count).catch(() => null);
      if (page !== null) take(page.first, page.kept, page.lines);
      // The log was cleared, or main is busy: it may be there later.
      if (!page || page.lines.length === 0) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    isAsking = false;
  }

  function take(first: number, oldest: number, page: readonly LogLine[]): void {
    for (const [offset, line] of page.entries()) lines.set(first + offset, line);
    kept = Math.max(kept, oldest);
    tail = Math.max(tail, first + page.length);
    for (const line of lines.size > 2 * REMEMBERED_LINES ? lines.keys() : [])
      if (Math.abs(line - first) > REMEMBERED_LINES) lines.delete(line);
    version += 1;
    for (const listener of listeners) listener();
  }

  return {
    want: (next) => {
      wanted = next;
      void ask();
    },
    at: (line) => lines.get(line) ?? (line < kept ? null : undefined),
    tail: () => tail,
    kept: () => kept,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        // Nobody looks any more.
        if (listeners.size === 0) wanted = { ...wanted, seen: { first: 0, end: 0 }, isFollowing: false };
      };
    },
    version: () => version,
  };
}
