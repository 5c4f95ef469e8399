import type { LogLine } from '../../contract/window/build.ts';

export interface LogLimits {
  readonly lines: number;
  /** Of all texts together. */
  readonly chars: number;
}

/** The newest lines of a log, by their number from its start. */
export interface LogStore {
  readonly append: (line: LogLine) => void;
  /** How many lines there ever were: the number of the next one. */
  readonly end: () => number;
  /** The number of the oldest line that is still kept. */
  readonly kept: () => number;
  /** At most `count` lines, from line `from` on or the oldest that is kept. */
  readonly read: (from: number, count: number) => { readonly first: number; readonly lines: readonly LogLine[] };
}

/** About 30 MB with lines of the usual length. */
const LIMITS: LogLimits = { lines: 200_000, chars: 40_000_000 };
/** The oldest go this many at a time: as dear as one. */
const SEGMENT_LINES = 500;
/** A minified script in a log would be one line of a megabyte. */
const MAX_LINE_CHARS = 4000;

interface Segment {
  readonly lines: LogLine[];
  chars: number;
}

/** A log in memory that never grows over its limits: the oldest lines go, and keep their numbers. */
export function createLogStore(limits: LogLimits = LIMITS): LogStore {
  const segments: Segment[] = [];
  let [end, kept, chars] = [0, 0, 0];

  function segmentToFill(): Segment {
    const last = segments.at(-1);
    if (last && last.lines.length < SEGMENT_LINES) return last;
    const segment: Segment = { lines: [], chars: 0 };
    segments.push(segment);
    return segment;
  }

  function dropOldest(): void {
    while (segments.length > 1 && (end - kept > limits.lines || chars > limits.chars)) {
      const oldest = segments.shift();
      kept += oldest?.lines.length ?? 0;
      chars -= oldest?.chars ?? 0;
    }
  }

  return {
    append: (line) => {
      const text = line.text.length > MAX_LINE_CHARS ? `${line.text.slice(0, MAX_LINE_CHARS)}…` : line.text;
      const segment = segmentToFill();
      segment.lines.push({ ...line, text });
      segment.chars += text.length;
      chars += text.length;
      end += 1;
      dropOldest();
    },
    end: () => end,
    kept: () => kept,
    read: (from, count) => {
      const first = Math.min(Math.max(from, kept), end);
      const lines: LogLine[] = [];
      // Every segment but the last is full: a line's number says where it is.
      let at = first - kept;
      while (lines.length < count && first + lines.length < end) {
        const segment = segments[Math.floor(at / SEGMENT_LINES)];
        const offset = at % SEGMENT_LINES;
        const some = segment?.lines.slice(offset, offset + count - lines.length) ?? [];
        if (some.length === 0) break;
        lines.push(...some);
        at += some.length;
      }
      return { first, lines };
    },
  };
}
