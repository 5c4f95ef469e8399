import { toAppError } from '../core/errors/app-error.ts';
import { watchInterrupts } from './interrupts.ts';
import { reportError } from './report-error.ts';
import { createTerminal, type Terminal } from './terminal.ts';

export interface Context {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/**
 * Runs a command's work with a terminal and a signal to stop, and makes its exit code that of the process. Whatever the
 * work throws is told in words.
 */
export async function runCommand(
  name: string,
  options: CommonOptions,
  work: (context: Context) => Promise<number>,
): Promise<void> {
  const terminal = createTerminal({ json: options.json ?? false, quiet: options.quiet ?? false });
  const interrupts = watchInterrupts(terminal.complain);
  try {
    process.exitCode = await work({ terminal, signal: interrupts.signal });
  } catch (thrown) {
    process.exitCode = reportError(terminal, name, toAppError(thrown));
  } finally {
    interrupts.stop();
  }
}
