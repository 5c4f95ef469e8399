import type { Use } from '../core/drives/drive.ts';
import { above } from './block-graph.ts';
import type { BlockNode } from './block-nodes.ts';
import type { Snapshot } from './snapshot.ts';

/** Who made a device mapper node, by the prefix of its uuid. Others (multipath, kpartx ...) are plain holders. */
const MAPPER_KINDS: readonly (readonly [string, Use['kind']])[] = [
  ['LVM-', 'lvm'],
  ['CRYPT-', 'luks'],
];

/** Everything but a mount that uses the device or something on it. ZFS is not here: its label has to be read. */
export function usesOf(snapshot: Snapshot, name: string): readonly Use[] {
  const stack = above(snapshot.graph, name);
  return [...stackedUses(snapshot, stack), ...swapUses(snapshot, stack), ...btrfsUses(snapshot, stack)];
}

/** `/dev/sda1` of the kernel name `sda1`; sysfs writes the `/` of `cciss/c0d0` as `!`. */
export function devicePath(name: string): string {
  return `/dev/${name.replaceAll('!', '/')}`;
}

/** Volumes, containers, arrays and caches that are made of it. Inactive ones have no node and are only data. */
function stackedUses({ graph }: Snapshot, stack: ReadonlySet<string>): Use[] {
  return [...stack].flatMap((upper) => {
    const node = graph.nodes.get(upper);
    // A partition is the drive's own; a loop device on a file of it is used only when something is mounted from there.
    if (node && (node.disk !== null || isLoopOnFile(node))) return [];
    return [...(graph.lower.get(upper) ?? [])]
      .filter((under) => stack.has(under))
      .map((under) => ({ kind: holderKind(upper, node), device: devicePath(under), by: upper }));
  });
}

function isLoopOnFile({ backingFile }: BlockNode): boolean {
  return backingFile !== null && !backingFile.startsWith('/dev/');
}

function holderKind(name: string, node: BlockNode | undefined): Use['kind'] {
  if (name.startsWith('md')) return 'raid';
  return MAPPER_KINDS.find(([prefix]) => node?.mapperUuid?.startsWith(prefix))?.[1] ?? 'holder';
}

function swapUses({ swaps }: Snapshot, stack: ReadonlySet<string>): Use[] {
  return swaps.flatMap(({ path, devices }) =>
    devices
      .filter((device) => stack.has(device))
      .map((device) => ({ kind: 'swap', device: devicePath(device), by: path })),
  );
}

/** A member of a btrfs that is mounted where we cannot see it. Where we can, the mount says more. */
function btrfsUses({ btrfs, mounts }: Snapshot, stack: ReadonlySet<string>): Use[] {
  return btrfs.flatMap(({ uuid, devices }) =>
    devices
      .filter((device) => stack.has(device) && !mounts.some((mount) => mount.devices.includes(device)))
      .map((device) => ({ kind: 'btrfs', device: devicePath(device), by: uuid })),
  );
}
