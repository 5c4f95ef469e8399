import type { CliOutcome } from '../../contract/cli-flash.ts';
import { exitCodeOf } from '../../core/errors/causes.ts';
import { EXIT } from '../../core/errors/exit.ts';
import type { FlashOutcome } from '../../core/flash/events.ts';
import { errorWords } from '../error-words.ts';

/** How a target ended, as `--json` has it. */
export function targetEndLine(
  target: string,
  outcome: FlashOutcome,
): { readonly target: string; readonly outcome: CliOutcome; readonly exitCode: number } {
  switch (outcome.kind) {
    case 'done':
      return { target, outcome, exitCode: EXIT.done };
    case 'cancelled':
      return { target, outcome, exitCode: EXIT.cancelled };
    case 'failed': {
      const { kind, code, facts, state } = outcome;
      return { target, outcome: { kind, code, ...errorWords(code, facts), facts, state }, exitCode: exitCodeOf(code) };
    }
  }
}
