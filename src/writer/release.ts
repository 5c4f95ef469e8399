import type { DriveTarget, ReleaseHeader } from '../contract/writer.ts';
import type { Drive } from '../core/drives/drive.ts';
import { AppError } from '../core/errors.ts';
import { readDrive } from '../linux/read-drive.ts';
import { LINUX } from '../linux/env.ts';
import { checkDrive } from './check.ts';
import type { Emit } from './events.ts';
import { runProgram } from './programs.ts';
import { unmountAll } from './unmount.ts';

/** Media that a command can let go of. A card in a built-in reader has no such command: it may simply be taken out. */
const EJECTABLE: readonly Drive['bus'][] = ['usb', 'scsi', 'sata'];

/**
 * Lets the drive go, or, where that cannot be or is not wanted, has the kernel read the new partition table. Everything
 * is on the medium by now, so nothing that happens here is an error. Returns whether it was ejected.
 */
export async function letGo(target: DriveTarget, wanted: boolean): Promise<boolean> {
  const drive = await readDrive(target.path, LINUX).catch(() => null);
  // Pulled out already, and perhaps another one has its name by now: that one is not ours to touch.
  if (drive?.serial !== target.serial || drive.diskseq !== target.diskseq) return false;
  if (wanted && drive.removable && EJECTABLE.includes(drive.bus)) {
    const { ok } = await runProgram('eject', ['--', target.path]);
    if (ok) return true;
  }
  await runProgram('blockdev', ['--rereadpt', '--', target.path]);
  return false;
}

/**
 * The writer's third operation, for a drive that was written with something laid in, after the other side has read that
 * back: lets it go, or hands it to this computer with its new partition table. It passes the rules of writing once more. For
 * an eject, what a desktop has mounted meanwhile is unmounted first, never by force. A drive that cannot go stays where it
 * is, which is no error.
 */
export async function runRelease({ target, eject }: ReleaseHeader, emit: Emit): Promise<void> {
  if (target.kind !== 'drive') throw new AppError('usage', { detail: 'only drives are released' });
  emit({ type: 'released', ejected: await releaseDrive(target, eject).catch(() => false) });
}

async function releaseDrive(target: DriveTarget, eject: boolean): Promise<boolean> {
  const drive = await checkDrive(target, null);
  if (eject) await unmountAll(drive);
  return letGo(target, eject);
}
