import type { AppError } from '../core/errors/app-error.ts';
import { exitCodeOf } from '../core/errors/causes.ts';
import { EXIT } from '../core/errors/exit.ts';
import { errorWords } from './error-words.ts';
import type { Terminal } from './terminal.ts';
import { t } from './words.ts';

/** Says what went wrong and what to do next, in words and with `--json` as the last line. Returns the exit code. */
export function reportError(terminal: Terminal, command: string | null, error: AppError): number {
  if (error.code === 'cancelled') return reportCancelled(terminal);
  emitError(terminal, command, error);
  const { message, next } = errorWords(error.code, { command, ...error.facts });
  terminal.complain(`${terminal.errStyle.bad(t('cli.error'))} ${message}`);
  terminal.complain(next);
  return exitCodeOf(error.code);
}

/** The last line of `--json`, for an error that has been told in words. */
export function emitError(terminal: Terminal, command: string | null, { code, facts }: AppError): void {
  const { message, next } = errorWords(code, { command, ...facts });
  // Ours come last: no fact may stand in their place.
  terminal.emit({ ...facts, type: 'error', code, message, next, exitCode: exitCodeOf(code) });
}

/** Says that the command was stopped. Returns the exit code. */
export function reportCancelled(terminal: Terminal): number {
  const message = t('error.cancelled');
  terminal.emit({ type: 'cancelled', message, exitCode: EXIT.cancelled });
  terminal.complain(message);
  return EXIT.cancelled;
}
