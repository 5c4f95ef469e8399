import { execa } from 'execa';
import { lookUp } from './doctor/look-up.ts';

/** Programs that only tell answer at once; one that waits for a service that hangs is not waited for. */
const TELL_MS = 2500;

/** Runs a program that tells something, in English; null when it is not here, fails, or takes longer than `ms`. */
export async function ask(program: string, argv: readonly string[], ms = TELL_MS): Promise<string | null> {
  const path = lookUp(program);
  if (path === null) return null;
  const { stdout, failed } = await execa(path, argv, {
    timeout: ms,
    stdin: 'ignore',
    stderr: 'ignore',
    reject: false,
    stripFinalNewline: false,
    env: { LC_ALL: 'C.UTF-8' },
  });
  return failed ? null : stdout;
}
