import { realpath } from 'node:fs/promises';
import { below } from './block-graph.ts';
import type { LinuxEnv } from './env.ts';
import { mountOfPath } from './mountinfo.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';

/**
 * Kernel names of the whole devices that a block device (`MAJOR:MINOR`) lies on: the disks at the bottom, and loop or
 * mapper devices on the way, which may be targets, too. Empty for a number that is no block device's.
 */
export async function disksBelow(number: string, env: LinuxEnv): Promise<readonly string[]> {
  const snapshot = await readSnapshot(env);
  return wholeDevices(snapshot, named(snapshot, number));
}

/**
 * The same for a file, or a device's path. Prefer it to `disksBelow(stat.dev)`: on btrfs and overlay stat's number is
 * no device's, and the file's mount has to be found by its path. Throws when the path does not exist.
 */
export async function disksUnderFile(path: string, env: LinuxEnv): Promise<readonly string[]> {
  const [real, numbers, snapshot] = await Promise.all([realpath(path), env.numbersOf(path), readSnapshot(env)]);
  const own = snapshot.mounts.filter(({ isOwn }) => isOwn);
  const mount = mountOfPath(
    own.map(({ entry }) => entry),
    real,
  );
  // Both ways: of mounts that hide each other the path may name the wrong one, and of btrfs the number names none.
  const byMount = own.find(({ entry }) => entry.id === mount?.id)?.devices ?? [];
  const byNumber = [numbers?.onDevice, numbers?.block].flatMap((number) => (number ? named(snapshot, number) : []));
  return wholeDevices(snapshot, [...byMount, ...byNumber]);
}

function named({ graph }: Snapshot, number: string): string[] {
  const name = graph.byNumber.get(number);
  return name === undefined ? [] : [name];
}

function wholeDevices({ graph }: Snapshot, names: readonly string[]): readonly string[] {
  const all = new Set(names.flatMap((name) => [...below(graph, name)]));
  return [...all].filter((name) => graph.nodes.get(name)?.disk === null).sort();
}
