import { basename } from 'node:path';
import type { Drive, Use } from '../core/drives/drive.ts';
import { kernelName } from '../core/drives/drive.ts';
import type { BlockNode } from './block-nodes.ts';
import { driveOf } from './drive-of.ts';
import type { LinuxEnv } from './env.ts';
import { readLink, readNumber } from './read.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';
import { hasZfsLabel } from './zfs.ts';

/**
 * What the kernel says of one block device now, found by its number, not by the name of its path. Null when there is
 * nothing at the path or it is no block device. File systems and labels are not known here (null). Throws when mounts,
 * swaps or block devices cannot be read: then nothing may be judged.
 */
export async function readDrive(device: string, env: LinuxEnv): Promise<Drive | null> {
  const number = (await env.numbersOf(device))?.block ?? null;
  return number === null ? null : readDriveByNumber(number, env);
}

/** Like `readDrive`, by `MAJOR:MINOR`: what fstat says of a device that is open already. */
export async function readDriveByNumber(number: string, env: LinuxEnv): Promise<Drive | null> {
  const link = readLink(`${env.sys}/dev/block/${number}`);
  if (link === null) return null;
  const snapshot = await readSnapshot(env);
  const node = snapshot.graph.nodes.get(basename(link));
  return node ? withZfs(driveOf(node, snapshot), snapshot, env) : null;
}

/** All whole block devices but empty loop devices and paths of multipath NVMe, in the order of their names. */
export async function listDisks(env: LinuxEnv): Promise<readonly Drive[]> {
  const snapshot = await readSnapshot(env);
  const disks = [...snapshot.graph.nodes.values()]
    .filter((node) => node.disk === null && !isEmptyLoop(node) && readNumber(`${node.folder}/hidden`) !== 1)
    .sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
  return Promise.all(disks.map((node) => withZfs(driveOf(node, snapshot), snapshot, env)));
}

function isEmptyLoop({ name, backingFile }: BlockNode): boolean {
  return /^loop\d+$/.test(name) && backingFile === null;
}

/** With a pool imported, every device with a ZFS label counts as a member: labels are not matched to pools. */
async function withZfs(drive: Drive, { zfsPools }: Snapshot, env: LinuxEnv): Promise<Drive> {
  if (zfsPools.length === 0) return drive;
  const devices = [drive.device, ...drive.partitions.map(({ device }) => device)];
  const members = await Promise.all(
    devices.map(async (device): Promise<Use[]> =>
      (await hasZfsLabel(env, kernelName(device))) === true ? [{ kind: 'zfs', device, by: zfsPools.join(', ') }] : [],
    ),
  );
  return { ...drive, uses: [...drive.uses, ...members.flat()] };
}
