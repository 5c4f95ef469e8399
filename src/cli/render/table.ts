import stringWidth from 'fast-string-width';
import { wrap } from './wrap.ts';

const GAP = '  ';
/** Narrower than this, the last column is not wrapped any more: one word a line helps nobody. */
const NARROWEST_WRAP = 20;

/**
 * Rows as aligned columns, by what each cell takes on the terminal (styles take nothing, some letters two cells).
 * The last column is wrapped at `width` characters, below its own beginning.
 */
export function table(rows: readonly (readonly string[])[], width: number): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(...rows.map((row) => stringWidth(row[at] ?? ''))));
  const indent = widths.slice(0, -1).reduce((sum, column) => sum + column + GAP.length, 0);
  return rows
    .map((row) => {
      const cells = row.slice(0, -1).map((cell, at) => padded(cell, widths[at] ?? 0));
      const last = wrap(row.at(-1) ?? '', Math.max(NARROWEST_WRAP, width - indent));
      return [...cells, last.join(`\n${' '.repeat(indent)}`)].join(GAP).trimEnd();
    })
    .join('\n');
}

/** Text filled up to `width` characters. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/** Text cut to `width` characters, with an ellipsis where something is missing. Only for text without styles. */
export function truncate(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  for (const letter of text) {
    if (stringWidth(kept + letter) >= width) break;
    kept += letter;
  }
  return `${kept}…`;
}

/** Text cut to `width` characters in its middle: of a path both ends say most. Only for text without styles. */
export function truncateMiddle(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  const letters = Array.from(text);
  const fits = (kept: number): boolean => stringWidth(halves(letters, kept)) <= width;
  let kept = letters.length - 1;
  while (kept > 0 && !fits(kept)) kept -= 1;
  return halves(letters, kept);
}

/** The first and the last letters, `kept` in all, the odd one at the end: there a file's name is. */
function halves(letters: readonly string[], kept: number): string {
  const first = Math.floor(kept / 2);
  return `${letters.slice(0, first).join('')}…${letters.slice(letters.length - (kept - first)).join('')}`;
}
