import type { DriveTarget, EjectHeader } from '../contract/writer.ts';
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
 * The writer's third operation: lets a drive go that was written with something laid in, after the other side has read
 * that back. It passes the rules of writing once more; what a desktop has mounted meanwhile is unmounted first, never by
 * force. A drive that cannot go stays where it is, which is no error.
 */
export async function runEject({ target }: EjectHeader, emit: Emit): Promise<void> {
  if (target.kind !== 'drive') throw new AppError('usage', { detail: 'only drives are ejected' });
  emit({ type: 'ejected', ejected: await ejectDrive(target).catch(() => false) });
}

async function ejectDrive(target: DriveTarget): Promise<boolean> {
  const image = { bytes: null, onDisks: [], tableSectorBytes: null, startsLikeDisk: null };
  await unmountAll(await checkDrive(target, image));
  return letGo(target, true);
}
