import { makeBlockGraph, type BlockGraph } from './block-graph.ts';
import { readBlockNodes, type BlockNode } from './block-nodes.ts';
import { readBtrfs, type BtrfsSystem } from './btrfs.ts';
import type { LinuxEnv } from './env.ts';
import { devicesOfMount, devicesOfPath, type DeviceLookup } from './mount-devices.ts';
import type { MountEntry } from './mountinfo.ts';
import { readAllMounts, type AllMounts } from './namespaces.ts';
import { personMountIds } from './person-mounts.ts';
import { readSwaps } from './swaps.ts';
import { readZfsPools } from './zfs.ts';

/** A mount with the kernel names of the devices that it lies on directly. */
export interface PlacedMount {
  readonly entry: MountEntry;
  /** Visible to this process, at this path. */
  readonly isOwn: boolean;
  readonly devices: readonly string[];
  readonly forPerson: boolean;
}

/** Everything that uses block devices now, read once and judged for any number of drives. */
export interface Snapshot {
  readonly graph: BlockGraph;
  readonly mounts: readonly PlacedMount[];
  readonly swaps: readonly { readonly path: string; readonly devices: readonly string[] }[];
  readonly btrfs: readonly BtrfsSystem[];
  /** Names of the imported pools; which drives they lie on only a ZFS label tells. */
  readonly zfsPools: readonly string[];
}

/** Reads the running system. Throws when what safety rests on (block devices, our mounts, swaps) cannot be read. */
export async function readSnapshot(env: LinuxEnv): Promise<Snapshot> {
  const nodes = readBlockNodes(env);
  const { own, foreign } = readAllMounts(env);
  const btrfs = readBtrfs(env);
  const lookup: DeviceLookup = { env, btrfs, own, byNumber: new Map(nodes.map(({ number, name }) => [number, name])) };
  return {
    graph: makeBlockGraph(nodes, await backingDevices(nodes, lookup)),
    mounts: await placeMounts({ own, foreign }, personMountIds(env, { own, foreign }), lookup),
    swaps: await Promise.all(
      readSwaps(env).map(async (path) => ({ path, devices: await devicesOfPath(path, lookup) })),
    ),
    btrfs,
    zfsPools: readZfsPools(env),
  };
}

function placeMounts(
  { own, foreign }: AllMounts,
  forPerson: ReadonlySet<number>,
  lookup: DeviceLookup,
): Promise<PlacedMount[]> {
  const place = (isOwn: boolean) => async (entry: MountEntry) => ({
    entry,
    isOwn,
    devices: await devicesOfMount(entry, lookup),
    forPerson: forPerson.has(entry.id),
  });
  return Promise.all([...own.map(place(true)), ...foreign.map(place(false))]);
}

/** The devices that hold the file of each loop device. */
async function backingDevices(
  nodes: readonly BlockNode[],
  lookup: DeviceLookup,
): Promise<Map<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const { name, backingFile } of nodes)
    if (backingFile !== null) found.set(name, await devicesOfPath(backingFile, lookup));
  return found;
}
