import { AppError } from '../../core/errors/app-error.ts';
import { ask } from '../ask.ts';
import type { Context } from '../run.ts';

/** Somebody at a terminal. */
export interface Person {
  /** Asks, and gives one line; null when there is none (Ctrl-D, Ctrl-C). */
  readonly ask: (question: string) => Promise<string | null>;
  readonly say: (text: string) => void;
}

/** Who sits at the terminal of a command. */
export function personAt({ terminal, signal }: Context): Person {
  return { ask: (question) => ask(question, signal), say: terminal.complain };
}

/** The line of an answer. Throws AppError `cancelled` when there is none. */
export async function askLine({ ask }: Person, question: string): Promise<string> {
  const line = await ask(question);
  if (line === null) throw new AppError('cancelled');
  return line.trim();
}

/** Whether the answer is a yes; anything else is a no. */
export async function askYes(person: Person, question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await askLine(person, question));
}
