import { lineText } from './log-lines.ts';
import type { BuildRun } from './run-build.ts';

/** More in a clipboard makes the programs that look at it slow; the file has all of it. */
const MOST_CHARS = 5_000_000;
const PAGE_LINES = 5000;

/** The text of a log for the clipboard, of a very long one its end, and how many lines that are. */
export function logText(
  { log, failedLog }: Pick<BuildRun, 'log' | 'failedLog'>,
  of: 'all' | 'failed',
): { readonly lines: number; readonly text: string } {
  if (of === 'failed') {
    const lines = failedLog()?.lines ?? [];
    return { lines: lines.length, text: lines.join('\n') };
  }
  const pages: (readonly string[])[] = [];
  let chars = 0;
  for (let end = log.end(); end > log.kept() && chars < MOST_CHARS; end -= PAGE_LINES) {
    const from = Math.max(log.kept(), end - PAGE_LINES);
    const page = log.read(from, end - from).lines.map(lineText);
    pages.unshift(page);
    chars += page.reduce((sum, line) => sum + line.length + 1, 0);
  }
  const lines = pages.flat();
  return { lines: lines.length, text: lines.join('\n') };
}
