import { rmSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';

const copies = new Map<string, Promise<string>>();

/**
 * A copy of a program in a folder of this person alone, which root can read; the same one for as long as this process runs,
 * removed with it. Not below /tmp or /run, which may be mounted `noexec`. Rejects with what the file system says.
 */
export function copyForRoot(program: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const known = copies.get(program);
  if (known) return known;
  const copy = makeCopy(program, cacheFolder(env));
  copies.set(program, copy);
  // What failed once (a full disk) may succeed when it is asked for again.
  copy.catch(() => copies.delete(program));
  return copy;
}

async function makeCopy(program: string, cache: string): Promise<string> {
  await mkdir(cache, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(cache, 'writer-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const copy = join(folder, basename(program));
  await copyFile(program, copy);
  await chmod(copy, 0o500);
  return copy;
}

/** A relative path in it is invalid, and to be ignored (XDG Base Directory Specification). */
function cacheFolder({ XDG_CACHE_HOME: cache, HOME }: NodeJS.ProcessEnv): string {
  return join(cache && isAbsolute(cache) ? cache : join(HOME ?? homedir(), '.cache'), 'nixberry');
}
