import { statfs } from 'node:fs/promises';
import type { Drive } from '../../core/drives/drive.ts';
import { isStillThere, mountsHere, slotOf, type MountHere } from './mounted-here.ts';
import type { Slots } from './slots.ts';

/** By device: how many bytes of its file system are taken. What is not mounted here, or does not answer, is not in it. */
export type UsedBytes = ReadonlyMap<string, number>;

/** Asks the mounted file systems of a drive how full they are. Never rejects; resolves within the time of `slots`. */
export async function readUsedBytes(drive: Drive, slots: Slots): Promise<UsedBytes> {
  const asked = mountsHere(drive).map(async (mount) => {
    const used = await slots(`statfs ${slotOf(drive, mount)}`, () => usedAt(mount));
    return used === null ? [] : [[mount.device, used] as const];
  });
  return new Map((await Promise.all(asked)).flat());
}

/** As df(1) says it: what is kept for root is not taken. */
async function usedAt(mount: MountHere): Promise<number | null> {
  if (!(await isStillThere(mount))) return null;
  const { blocks, bfree, bsize } = await statfs(mount.path);
  const used = (blocks - bfree) * bsize;
  // A file system that a daemon makes up may say anything.
  return Number.isSafeInteger(used) && used >= 0 ? used : null;
}
