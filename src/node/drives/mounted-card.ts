import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Drive } from '../../core/drives/drive.ts';
import { nixberrySummary, type CardSummary } from '../../core/identify/card-summary.ts';
import { CARD_RECORD_PATH, parseCardRecord } from '../../core/seed/card-record.ts';
import { IMAGE_RECORD_PATH, MAX_RECORD_BYTES, parseImageRecord } from '../../core/seed/image-record.ts';
import { errnoOf } from '../errno.ts';
import { isStillThere, mountsHere, slotOf, type MountHere } from './mounted-here.ts';
import type { Slots } from './slots.ts';

/** The kernel's FAT, which knows no links: a path below it stays below it. */
const FAT = 'vfat';

/**
 * Whose card it is, by the records on a firmware partition that is mounted here, with this person's own rights; null where
 * there is none, or it cannot be read. Of the seed beside them nothing is read. Never rejects.
 */
export async function readMountedCard(drive: Drive, slots: Slots): Promise<CardSummary | null> {
  for (const mount of mountsHere(drive)) {
    if (mount.fsType !== FAT) continue;
    const found = await slots(`records ${slotOf(drive, mount)}`, () => recordsAt(mount));
    if (found !== null) return found;
  }
  return null;
}

async function recordsAt(mount: MountHere): Promise<CardSummary | null> {
  if (!(await isStillThere(mount))) return null;
  const image = parseImageRecord(await readSmall(join(mount.path, IMAGE_RECORD_PATH)));
  if (typeof image === 'string') return null;
  return nixberrySummary(image, parseCardRecord(await readSmall(join(mount.path, CARD_RECORD_PATH))));
}

/** A regular file of a record's length, or null. Waits for no pipe, and follows no link. */
async function readSmall(path: string): Promise<Uint8Array | null> {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
  // That it was read is not noted on the card where we may say so: it would count as a write to it.
  const file = await open(path, flags | constants.O_NOATIME)
    .catch((thrown: unknown) => {
      if (errnoOf(thrown) === 'EPERM') return open(path, flags);
      throw thrown;
    })
    .catch((thrown: unknown) => {
      if (errnoOf(thrown) === 'ENOENT') return null;
      throw thrown;
    });
  if (file === null) return null;
  try {
    const stats = await file.stat();
    if (!stats.isFile() || stats.size > MAX_RECORD_BYTES) return null;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(stats.size), 0, stats.size, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
