/** A place in a text: from `start` on, before `end`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface TextSearch {
  /** Whether a text has it at all. */
  readonly isIn: (text: string) => boolean;
  /** Every place at which a text has it, none overlapping. */
  readonly ranges: (text: string) => readonly TextRange[];
}

/** Searches for a text as it stands, in whatever case. An empty one is in nothing. */
export function findText(wanted: string): TextSearch {
  // A pattern that ignores case makes no copy of each line, as comparing in lower case would.
  const escaped = wanted.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const one = new RegExp(escaped, 'i');
  return {
    isIn: (text) => wanted !== '' && one.test(text),
    ranges: (text) =>
      wanted === ''
        ? []
        : [...text.matchAll(new RegExp(escaped, 'gi'))].map(({ index, 0: found }) => ({
            start: index,
            end: index + found.length,
          })),
  };
}
