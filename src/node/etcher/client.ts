import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { scannerLineSchema } from '../../contract/etcher-scanner.ts';
import { endWithSignal } from '../end-with-signal.ts';
import { nodeProgram } from '../node-program.ts';
import { scannerProgram } from './scanner-program.ts';

const START_MS = 10_000;
const KILL_MS = 1000;

/**
 * USB ports of the boards that are being started: first what was found, then each change, until `signal` is aborted.
 * Ends at once where it cannot be looked for, when the scanner ends, says something else than agreed, or does not say
 * anything within its first ten seconds. `program` is the scanner's path. Never throws; leaves no child behind.
 */
export async function* scanBoards(
  signal: AbortSignal,
  program: string | null = scannerProgram(),
): AsyncGenerator<readonly string[], void, undefined> {
  if (program === null || signal.aborted) return;
  const ended = new AbortController();
  const startTimer = setTimeout(() => ended.abort(), START_MS);
  const child = execa(nodeProgram(), [program], {
    forceKillAfterDelay: KILL_MS,
    stdin: 'pipe',
    stderr: 'ignore',
    buffer: false,
    reject: false,
  });
  endWithSignal(child, AbortSignal.any([signal, ended.signal]));
  try {
    // Not execa's own iteration: when its reader stops, it waits for the child to end by itself.
    for await (const text of createInterface({ input: child.stdout })) {
      clearTimeout(startTimer);
      const ports = portsOf(text);
      if (ports === null) return;
      yield ports;
    }
  } catch {
    // It could not be started, or was ended: there is nothing more to tell.
  } finally {
    clearTimeout(startTimer);
    ended.abort();
    await child;
  }
}

function portsOf(text: string): readonly string[] | null {
  try {
    const line = scannerLineSchema.parse(JSON.parse(text));
    return line.type === 'boards' ? line.ports : null;
  } catch {
    return null;
  }
}
