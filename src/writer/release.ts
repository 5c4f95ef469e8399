import type { DriveTarget, ReleaseHeader } from '../contract/writer.ts';
import { AppError } from '../core/errors/app-error.ts';
import type { DriveHost } from './drive-host.ts';
import type { Emit } from './events.ts';

/**
 * The writer's third operation, for a drive that was written with something laid in, after the other side has read that
 * back: lets it go, or hands it to this computer with its new partition table. It passes the rules of writing once more. For
 * an eject, what a desktop has mounted meanwhile is unmounted first, never by force. A drive that cannot go stays where it
 * is, which is no error.
 */
export async function runRelease({ target, eject }: ReleaseHeader, host: DriveHost, emit: Emit): Promise<void> {
  if (target.kind !== 'drive') throw new AppError('usage', { detail: 'only drives are released' });
  emit({ type: 'released', ejected: await releaseDrive(target, eject, host).catch(() => false) });
}

async function releaseDrive(target: DriveTarget, eject: boolean, host: DriveHost): Promise<boolean> {
  const drive = await host.check(target, null);
  if (eject) await host.unmount(drive);
  return host.letGo(target, eject);
}
