import type { Drive, Mount, Partition } from '../core/drives/drive.ts';
import { above } from './block-graph.ts';
import type { BlockNode } from './block-nodes.ts';
import { busOf, kindOf } from './device-class.ts';
import { modelOf, serialOf } from './identity.ts';
import { readAttribute, readNumber } from './read.ts';
import type { Snapshot } from './snapshot.ts';
import { devicePath, usesOf } from './uses.ts';

/** The unit of sysfs' `size`, whatever the drive's own sectors are. */
const SYSFS_SECTOR_BYTES = 512;
const DEFAULT_BLOCK_BYTES = 512;

/**
 * The drive of a node, without what only its content tells: file systems, labels and ZFS. Of a partition, model,
 * serial, bus and sector size are its disk's.
 */
export function driveOf(node: BlockNode, snapshot: Snapshot): Drive {
  const disk = (node.disk === null ? undefined : snapshot.graph.nodes.get(node.disk)) ?? node;
  const bus = busOf(disk);
  return {
    device: devicePath(node.name),
    kind: kindOf(node),
    bytes: bytesOf(node),
    model: modelOf(disk),
    serial: serialOf(disk),
    bus,
    removable: bus === 'usb' || bus === 'sd' || readAttribute(`${disk.folder}/removable`) === '1',
    readOnly: readAttribute(`${node.folder}/ro`) === '1' || readAttribute(`${disk.folder}/ro`) === '1',
    logicalBlockBytes: readNumber(`${disk.folder}/queue/logical_block_size`) ?? DEFAULT_BLOCK_BYTES,
    number: node.number,
    diskseq: readNumber(`${disk.folder}/diskseq`),
    contentKnown: false,
    fsType: null,
    label: null,
    mounts: mountsOn(snapshot, node.name),
    partitions: partitionsOf(node, snapshot),
    uses: [...usesOf(snapshot, node.name)],
  };
}

function bytesOf(node: BlockNode): number {
  return (readNumber(`${node.folder}/size`) ?? 0) * SYSFS_SECTOR_BYTES;
}

function partitionsOf(disk: BlockNode, snapshot: Snapshot): Partition[] {
  return [...snapshot.graph.nodes.values()]
    .filter((node) => node.disk === disk.name)
    .sort((one, other) => (one.partitionNumber ?? 0) - (other.partitionNumber ?? 0))
    .map((node) => ({
      device: devicePath(node.name),
      bytes: bytesOf(node),
      fsType: null,
      label: null,
      mounts: [...new Set(mountsOn(snapshot, node.name).map(({ path }) => path))],
    }));
}

/** Every mount of the device or of something that lies on it, each place once however many namespaces show it. */
function mountsOn(snapshot: Snapshot, name: string): Mount[] {
  const stack = above(snapshot.graph, name);
  const found = new Map<string, Mount>();
  for (const { entry, devices, forPerson } of snapshot.mounts) {
    const device = devices.find((candidate) => stack.has(candidate));
    if (device === undefined) continue;
    const mount = { path: entry.path, device: devicePath(device), fsType: entry.fsType, forPerson };
    found.set(JSON.stringify(mount), mount);
  }
  return [...found.values()];
}
