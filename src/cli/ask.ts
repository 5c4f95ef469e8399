import { createInterface } from 'node:readline';
import type { CancelSignal } from '../core/ports.ts';

/**
 * Asks on stderr and reads one line of stdin. Null when there is none: Ctrl-D, or `signal` was aborted. The terminal
 * stays in its own line mode, so that Ctrl-C is a signal here as everywhere else.
 */
export function ask(question: string, signal: CancelSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin, terminal: false });
    const close = (): void => lines.close();
    let answer: string | null = null;
    lines.once('line', (line) => {
      answer = line.trim();
      close();
    });
    lines.once('close', () => {
      // The question's line has no end of its own.
      if (answer === null) process.stderr.write('\n');
      signal.removeEventListener('abort', close);
      resolve(answer);
    });
    process.stderr.write(question);
    if (signal.aborted) close();
    else signal.addEventListener('abort', close, { once: true });
  });
}

/** Whether an answer is a plain yes. */
export function isYes(answer: string | null): boolean {
  return answer !== null && /^y(es)?$/i.test(answer);
}
