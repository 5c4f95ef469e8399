import { stat } from 'node:fs/promises';
import { kernelName, type Drive } from '../../core/drives/drive.ts';
import { deviceNumber, LINUX } from '../../linux/env.ts';
import { parseMountinfo, type MountEntry } from '../../linux/mountinfo.ts';
import { readAttribute, readText } from '../../linux/read.ts';

/** A file system of a drive that can be looked at by a path of ours. */
export interface MountHere {
  /** The drive, or a partition of it. */
  readonly device: string;
  readonly path: string;
  readonly fsType: string;
  /** `MAJOR:MINOR`; null where the system has no such numbers. */
  readonly number: string | null;
}

/**
 * Where each file system of this drive is mounted for this process, one place for each. A drive's mounts are those of every
 * namespace, and a path in another one is somebody else's here: a network drive, perhaps, that does not answer. So no path is
 * touched before the kernel's table, which answers from memory, has said that it is ours. btrfs is left out: its number is made up.
 */
export function mountsHere(drive: Drive): readonly MountHere[] {
  const own = [drive.device, ...drive.partitions.map(({ device }) => device)];
  const mounts = drive.mounts.filter(({ device }) => own.includes(device));
  if (process.platform !== 'linux') return mounts.map((mount) => ({ ...mount, number: null }));
  const table = ownMounts();
  const here = mounts.flatMap(({ device, path, fsType }) => {
    const number = readAttribute(`${LINUX.sys}/class/block/${kernelName(device)}/dev`);
    return number !== null && topMost(table, path)?.number === number ? [{ device, path, fsType, number }] : [];
  });
  return own.flatMap((device) => here.find((mount) => mount.device === device) ?? []);
}

/** Whether what is at the path is the file system that was meant, and not one that was mounted over it since. May hang. */
export async function isStillThere({ path, number }: MountHere): Promise<boolean> {
  return number === null || deviceNumber((await stat(path, { bigint: true })).dev) === number;
}

/** Names a question to it: not that to another medium which is mounted at the same path since. */
export function slotOf({ diskseq }: Drive, { device, path, number }: MountHere): string {
  return JSON.stringify([device, number, diskseq, path]);
}

function ownMounts(): readonly MountEntry[] {
  try {
    return parseMountinfo(readText(`${LINUX.proc}/self/mountinfo`) ?? '');
  } catch {
    return [];
  }
}

/** Of those stacked at one path the latest is seen. */
function topMost(table: readonly MountEntry[], path: string): MountEntry | undefined {
  return table.findLast((entry) => entry.path === path);
}
