import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../alive.ts';

const PARTIAL = /^(.+)\.partial-(.+)-(\d+)$/;
/** A name has room for it, and it has only letters that every file system takes. */
const HOST = hostname()
  .replaceAll(/[^a-zA-Z0-9.-]/g, '_')
  .slice(0, 40);

/** What a file is called until all of it is there. */
export function partialName(path: string): string {
  return `${path}.partial-${HOST}-${process.pid}`;
}

/**
 * Removes what killed processes of this computer have left of files that were on their way: of the one of this name, or, in
 * a folder that is ours alone, of all. A folder may be shared with other computers, of whose processes nothing is known.
 */
export async function removePartials(folder: string, name?: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    const [, of] = PARTIAL.exec(entry) ?? [];
    if (of === undefined || (name !== undefined && of !== name)) continue;
    const path = join(folder, entry);
    // What cannot be removed is in nobody's way.
    if ((await writerOf(path, entry)) === 'dead') await rm(path, { force: true }).catch(() => undefined);
  }
}

/** What is known of the process that writes a file: null where it is no such file, or another computer's. */
export async function writerOf(path: string, name: string): Promise<'alive' | 'dead' | 'unknown' | null> {
  const [, , host, pid] = PARTIAL.exec(name) ?? [];
  if (host === undefined) return null;
  if (host !== HOST) return 'unknown';
  if (Number(pid) !== process.pid) return isAlive(Number(pid)) ? 'alive' : 'dead';
  // In a container an earlier process may well have had our id: its file is older than we are.
  const stats = await stat(path).catch(() => null);
  return stats !== null && stats.mtimeMs < performance.timeOrigin ? 'dead' : 'alive';
}
