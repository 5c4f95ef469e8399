import { kernelName, type Drive, type Use } from './drive.ts';

/** What a device's content says: the type of its file system or other signature, and its label. */
export interface FileSystem {
  readonly fsType: string | null;
  readonly label: string | null;
}

/** By kernel name: `sda1`. A device without an entry is not known; one with nulls has nothing that is. */
export type FileSystems = ReadonlyMap<string, FileSystem>;

const UNKNOWN: FileSystem = { fsType: null, label: null };

/**
 * The drive with what is known of its content. While ZFS pools are imported (`zfsPools`: their names), a device with a
 * ZFS signature counts as a member in use.
 */
export function withFileSystems(drive: Drive, systems: FileSystems, zfsPools: readonly string[]): Drive {
  const known = (device: string): FileSystem => systems.get(kernelName(device)) ?? UNKNOWN;
  const devices = [drive.device, ...drive.partitions.map(({ device }) => device)];
  const complete = {
    ...drive,
    contentKnown: devices.every((device) => systems.has(kernelName(device))),
    ...known(drive.device),
    partitions: drive.partitions.map((partition) => ({ ...partition, ...known(partition.device) })),
  };
  return { ...complete, uses: [...drive.uses, ...zfsUses(complete, zfsPools)] };
}

function zfsUses(drive: Drive, pools: readonly string[]): Use[] {
  if (pools.length === 0) return [];
  return [drive, ...drive.partitions]
    .filter(({ device, fsType }) => fsType === 'zfs_member' && !drive.uses.some((use) => use.device === device))
    .map(({ device }) => ({ kind: 'zfs', device, by: pools.join(', ') }));
}
