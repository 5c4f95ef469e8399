import type { Readable } from 'node:stream';

/** Of an error that nobody caught Node prints much behind its name. */
const KEPT_CHARACTERS = 8000;
const ALL_CHARACTERS = 1000;
const LINE_CHARACTERS = 200;
/** What Node says around an error that nobody caught. */
const AROUND = /^\s+at |^Node\.js v\d/;
const ERROR = /^(?:Uncaught )?(?:(?:[A-Z]\w*)?Error|FATAL ERROR)\b/;

/** The end of what a program says on stderr: the reason when it does not start, or is gone. */
export interface LastWords {
  readonly all: () => string;
  /** The line that tells most; null where there is none. */
  readonly line: () => string | null;
}

export function lastWords(stderr: Readable): LastWords {
  let text = '';
  stderr.setEncoding('utf8').on('data', (more: string) => {
    text = (text + more).slice(-KEPT_CHARACTERS);
  });
  return { all: () => text.trim().slice(-ALL_CHARACTERS), line: () => tellingLine(text) };
}

/** The last error that is named, else the last line. */
export function tellingLine(text: string): string | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !AROUND.test(line));
  const line = lines.findLast((one) => ERROR.test(one)) ?? lines.at(-1);
  return line?.trim().slice(0, LINE_CHARACTERS) ?? null;
}
