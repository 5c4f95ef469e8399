import type { LinuxEnv } from './env.ts';
import { parseMountinfo, type MountEntry } from './mountinfo.ts';
import { listFolder, readFact, readLink, readText } from './read.ts';

/** Mounts as this process sees them, and those that only others see. */
export interface AllMounts {
  readonly own: readonly MountEntry[];
  /** Of other mount namespaces, and of processes with another root folder; without those that are in `own`. */
  readonly foreign: readonly MountEntry[];
}

/**
 * The mounts of every mount namespace that has a process which we may look into (root: all of them). One process is
 * read for each pair of namespace and root folder, not every process: mountinfo is long, and a link costs microseconds.
 * Not seen are namespaces without a process (kept by a file, as snap does); there O_EXCL is the writer's last guard.
 * Throws when our own mounts cannot be read.
 */
export function readAllMounts(env: LinuxEnv): AllMounts {
  const ownText = readFact(`${env.proc}/self/mountinfo`);
  if (ownText === null) throw new Error(`${env.proc} is not mounted: the mounts of this system cannot be read`);
  const own = parseMountinfo(ownText);
  const seen = new Set([viewOf(env, 'self')]);
  // Mount ids are unique in the whole system: what a process with another root shows of our namespace is known already.
  const known = new Set(own.map(({ id }) => id));
  const foreign: MountEntry[] = [];
  for (const pid of listFolder(env.proc)) {
    if (!/^\d+$/.test(pid)) continue;
    const view = viewOf(env, pid);
    if (view === null || seen.has(view)) continue;
    const text = readText(`${env.proc}/${pid}/mountinfo`);
    // Gone in between: another process may show the same view.
    if (text === null || text === '') continue;
    seen.add(view);
    for (const mount of parseMountinfo(text)) {
      if (known.has(mount.id)) continue;
      known.add(mount.id);
      foreign.push(mount);
    }
  }
  return { own, foreign };
}

function viewOf(env: LinuxEnv, pid: string): string | null {
  const namespace = readLink(`${env.proc}/${pid}/ns/mnt`);
  return namespace === null ? null : `${namespace} ${readLink(`${env.proc}/${pid}/root`) ?? ''}`;
}
