import { EXIT } from '../core/errors/exit.ts';
import { Detached } from '../core/jobs/cancel.ts';
import { t } from './words.ts';

/** Most jobs stop at once: then there is nothing to wait for, and nothing to say about it. */
const PATIENCE_MS = 300;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Signal = (typeof SIGNALS)[number];

export interface Interrupts {
  /**
   * Aborted by Ctrl-C, and with the reason `Detached` by SIGTERM, SIGHUP (the terminal was closed), or when nobody reads our
   * stdout any more: that somebody wants the work undone, only Ctrl-C says.
   */
  readonly signal: AbortSignal;
  /** Back to what the process does by itself. */
  readonly stop: () => void;
}

/**
 * Turns the ways to stop a command into one AbortSignal. The command then ends cleanly, which can take some seconds; a
 * second signal ends the process at once (the writer sees its input close and stops by itself).
 */
export function watchInterrupts(complain: (text: string) => void): Interrupts {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const interrupt = (name: Signal): void => {
    if (controller.signal.aborted) process.exit(EXIT.cancelled);
    controller.abort(name === 'SIGINT' ? undefined : new Detached(name));
    timer = setTimeout(() => complain(t('cli.stopping')), PATIENCE_MS);
  };
  const readerGone = (): void => controller.abort(new Detached('stdout'));
  for (const name of SIGNALS) process.on(name, interrupt);
  process.stdout.on('error', readerGone);
  // A closed terminal: there is nowhere left to say so, and SIGHUP does the rest.
  process.stderr.on('error', ignore);
  return {
    signal: controller.signal,
    stop: () => {
      clearTimeout(timer);
      for (const name of SIGNALS) process.off(name, interrupt);
    },
  };
}

function ignore(): void {
  // Nothing can be done about it.
}
