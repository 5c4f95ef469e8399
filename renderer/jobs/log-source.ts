import type { LogLine } from '../../src/contract/window/build.ts';

export interface LogPage {
  /** The number of the first line of the answer. */
  readonly first: number;
  /** The oldest line that is still kept. */
  readonly kept: number;
  readonly lines: readonly LogLine[];
}

export interface LogHits {
  readonly count: number;
  readonly lines: readonly number[];
  /** The line from which to search on. */
  readonly upTo: number;
}

/** Where the lines of a log come from. Both may answer late, and with fewer than were asked for. */
export interface LogSource {
  readonly read: (from: number, count: number) => Promise<LogPage>;
  readonly search: (text: string, from: number) => Promise<LogHits>;
}
