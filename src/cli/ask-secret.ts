import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/**
 * Asks on stderr and reads one line of a terminal that shows nothing of it. As it was typed, blanks and all. Null when
 * there is none: Ctrl-D, or `signal` was aborted. Ctrl-C is what it is elsewhere, and the terminal is as before when this
 * resolves, and when the process ends by a signal that it can see.
 */
export function askSecret(question: string, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    // Node's own line editor, whose output goes nowhere. It puts the terminal into raw mode, and back when it is closed.
    const lines = createInterface({ input: process.stdin, output: nowhere(), terminal: true, historySize: 0 });
    const close = (): void => lines.close();
    let answer: string | null = null;
    lines.once('line', (line) => {
      answer = line;
      close();
    });
    lines.once('SIGINT', () => {
      // In raw mode the terminal makes no signal of Ctrl-C: those who wait for one are told here.
      process.emit('SIGINT', 'SIGINT');
      close();
    });
    lines.once('close', () => {
      // What ends the line is not shown either.
      process.stderr.write('\n');
      signal.removeEventListener('abort', close);
      resolve(answer);
    });
    // Not before the terminal shows nothing: who sees the question may begin to type.
    process.stderr.write(question);
    if (signal.aborted) close();
    else signal.addEventListener('abort', close, { once: true });
  });
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
