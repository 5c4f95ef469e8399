import stringWidth from 'fast-string-width';

/** A word; a command between backticks is one, too: it is there to be copied. */
const WORD = /(?:`[^`]*`|\S)\S*/g;

/** Text as lines of at most `width` characters, broken between words; a longer word has a line of its own. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.match(WORD) ?? []) {
    const last = lines.at(-1);
    if (last !== undefined && stringWidth(last) + 1 + stringWidth(word) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * Each line of a text wrapped. What fits stays as it is, and so does what is indented: tables, which are wrapped already,
 * a program's own words, and commands to copy.
 */
export function wrapLines(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => (stringWidth(line) <= width || /^\s/.test(line) ? [line] : wrap(line, width)))
    .join('\n');
}
