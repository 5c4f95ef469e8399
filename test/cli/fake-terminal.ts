import { cliLineSchema, type CliLine } from '../../src/contract/cli.ts';
import { createStyle } from '../../src/cli/render/style.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

export interface FakeTerminal extends Terminal {
  /** What came, in order: `out:`, `say:` or `complain:` and the text. */
  readonly said: string[];
  readonly lines: CliLine[];
}

/** A terminal that notes what is said on it. */
export function fakeTerminal(changes: Partial<Terminal> = {}): FakeTerminal {
  const said: string[] = [];
  const lines: CliLine[] = [];
  return {
    ...{ json: false, quiet: false, live: false, canAsk: false },
    outStyle: createStyle(false),
    errStyle: createStyle(false),
    barLooks: { done: '#', todo: '-' },
    columns: () => 80,
    print: (text) => said.push(`out: ${text}`),
    say: (text) => said.push(`say: ${text}`),
    complain: (text) => said.push(`complain: ${text}`),
    draw: () => Promise.resolve(() => undefined),
    pause: () => () => undefined,
    emit: (line) => lines.push(cliLineSchema.parse(line)),
    said,
    lines,
    ...changes,
  };
}
