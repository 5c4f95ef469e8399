import type { DriveTarget } from '../contract/writer.ts';
import type { Drive } from '../core/drives/drive.ts';
import { LINUX } from '../linux/env.ts';
import { readDrive } from '../linux/read-drive.ts';
import { runProgram } from './programs.ts';

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
