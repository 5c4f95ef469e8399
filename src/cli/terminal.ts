import { cliLineSchema, type CliLine } from '../contract/cli.ts';
import { barLooks, type BarLooks } from './render/bar.ts';
import type { LiveRegion } from './render/live-region.ts';
import { createStyle, type Style } from './render/style.ts';
import { wrapLines } from './render/wrap.ts';

/** Where a command's words go. stdout is for results, stderr for everything on the way there. */
export interface Terminal {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Progress may be drawn and redrawn on stderr. */
  readonly live: boolean;
  /** Somebody is there to answer a question. */
  readonly canAsk: boolean;
  /** For what `print` prints. */
  readonly outStyle: Style;
  /** For what `say` and `complain` print. */
  readonly errStyle: Style;
  readonly barLooks: BarLooks;
  /** Characters in a line, now: windows are resized. */
  readonly columns: () => number;
  /** A result in words: on stdout; nothing with `--json`, whose lines say it already. */
  readonly print: (text: string) => void;
  /** Words on the way: on stderr; nothing with `--quiet`. */
  readonly say: (text: string) => void;
  /** What must be read: on stderr, always. */
  readonly complain: (text: string) => void;
  /**
   * Draws what `frame` gives as the last lines of stderr, again and again, until the function that comes back is called.
   * `say` and `complain` print above them meanwhile.
   */
  readonly draw: (frame: () => string) => Promise<() => void>;
  /** Takes what is drawn away, so that a question can be asked, until the function that comes back is called. */
  readonly pause: () => () => void;
  /** A line of `--json`; nothing without. Throws when the line breaks its schema: that is our mistake. */
  readonly emit: (line: CliLine) => void;
}

const COLUMNS = 80;

/** The terminal, or what stands in its place, of this process. */
export function createTerminal(options: { readonly json: boolean; readonly quiet: boolean }): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const { json, quiet } = options;
  let region: LiveRegion | null = null;
  const write = (words: string): void => {
    const text = fitted(words, stderr);
    if (region) region.keep(text);
    else stderr.write(`${text}\n`);
  };
  return {
    json,
    quiet,
    // A terminal that does not know its size (0, as on serial lines) cannot be drawn on.
    live: stderr.isTTY && stderr.columns > 0 && env.TERM !== 'dumb' && !json && !quiet,
    canAsk: stdin.isTTY && stderr.isTTY,
    // hasColors() knows NO_COLOR, FORCE_COLOR and TERM.
    outStyle: createStyle(stdout.isTTY && stdout.hasColors()),
    errStyle: createStyle(stderr.isTTY && stderr.hasColors()),
    barLooks: barLooks(env),
    columns: () => [stdout, stderr].find(({ isTTY, columns }) => isTTY && columns > 0)?.columns ?? COLUMNS,
    print: (text) => {
      if (!json) stdout.write(`${fitted(text, stdout)}\n`);
    },
    say: (text) => {
      if (!quiet) write(text);
    },
    complain: write,
    draw: async (frame) => {
      // Only here: it loads what nobody needs without a terminal.
      const { createLiveRegion } = await import('./render/live-region.ts');
      const drawn = createLiveRegion(frame);
      region = drawn;
      return () => {
        region = null;
        drawn.end();
      };
    },
    pause: () => region?.pause() ?? (() => undefined),
    emit: (line) => {
      if (json) stdout.write(`${JSON.stringify(cliLineSchema.parse(line))}\n`);
    },
  };
}

/** Wrapped at words for a terminal; a file or a pipe gets whole lines. */
function fitted(text: string, { isTTY, columns }: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>): string {
  return isTTY && columns > 0 ? wrapLines(text, columns) : text;
}
