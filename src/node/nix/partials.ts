import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../errno.ts';

const PARTIAL = /^(.+)\.partial-(\d+)$/;

/** What a file is called until all of it is there. */
export function partialName(path: string): string {
  return `${path}.partial-${process.pid}`;
}

/**
 * Removes what killed processes have left of files that were on their way: of the one of this name, or, in a folder that
 * is ours alone, of all.
 */
export async function removePartials(folder: string, name?: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    const [, of, pid] = PARTIAL.exec(entry) ?? [];
    if (of === undefined || (name !== undefined && of !== name)) continue;
    const path = join(folder, entry);
    // What cannot be removed is in nobody's way.
    if (await isLeft(path, Number(pid))) await rm(path, { force: true }).catch(() => undefined);
  }
}

/** In a container an earlier process may well have had our id: its file is older than we are. */
async function isLeft(path: string, pid: number): Promise<boolean> {
  if (pid !== process.pid) return !isAlive(pid);
  const stats = await stat(path).catch(() => null);
  return stats !== null && stats.mtimeMs < performance.timeOrigin;
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 only asks.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) !== 'ESRCH';
  }
}
