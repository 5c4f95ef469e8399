import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { execa } from 'execa';

const SCREEN = '1600x1200x24';
const START_MS = 10_000;

export interface XDisplay {
  /** As DISPLAY has it: `:99`. */
  readonly name: string;
  close(): Promise<void>;
}

/** A display in memory, with a number that it has found free by itself. Rejects when Xvfb does not start. */
export async function startDisplay(): Promise<XDisplay> {
  const argv = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'];
  const child = execa('Xvfb', argv, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], reject: false });
  const close = async (): Promise<void> => {
    child.kill();
    await child;
  };
  // It tells its number when it can be used.
  const lines = createInterface({ input: child.stdio[3] });
  const [number] = await once(lines, 'line', { signal: AbortSignal.timeout(START_MS) }).catch(() => [null]);
  if (typeof number === 'string') return { name: `:${number}`, close };
  await close();
  throw new Error(`Xvfb did not start: ${(await child).stderr}`);
}
