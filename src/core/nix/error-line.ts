/** What compilers, linkers, make, shells and interpreters write when something has gone wrong; the surest first. */
const SIGNS: readonly RegExp[] = [
  /(?:^|[\s:])(?:fatal )?error(?:\[\w+\])?:\s/i,
  /undefined reference to|multiple definition of|cannot find -l/,
  /^(?:\S+: )?(?:line \d+: )?\S+: (?:command not found|not found|Permission denied|No such file or directory)$/,
  /^\s*Traceback \(most recent call last\)|^\w*(?:Error|Exception): |^panic: |^thread '.*' panicked/,
  /No space left on device|Killed$|Segmentation fault|out of memory/i,
  /^(?:g?make|ninja)(?:\[\d+\])?: .*(?:\*\*\*|stopped|failed)|^FAILED: |\bFAILED\b/,
  /\b(?:error|failed|failure)\b/i,
];

/** Says "error" and is none: what a configure script looks for, how many there were, a compiler's option, a file's name. */
const HARMLESS = /^checking |\b(?:0|no) (?:errors?|failures?)\b|-W(?:no-)?error\b|\berrors?\.\w+\b|\berror[-_/]\w/i;

/**
 * The line of a failed build's log at which it goes wrong, counted from 0: the first that carries the surest sign there is.
 * Null where none does.
 */
export function firstErrorLine(lines: readonly string[]): number | null {
  for (const sign of SIGNS) {
    const line = lines.findIndex((text) => sign.test(text) && !HARMLESS.test(text));
    if (line >= 0) return line;
  }
  return null;
}
