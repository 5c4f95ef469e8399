import type { Drive } from '../core/drives/drive.ts';
import { AppError } from '../core/errors/app-error.ts';
import { LINUX } from '../linux/env.ts';
import { findHolders } from '../linux/find-holders.ts';
import { runProgram, UNMOUNT_TIMEOUT_MS } from './programs.ts';

/**
 * Unmounts what was mounted for the person, as the person would: never lazily, never by force. Returns the paths.
 * A busy mount is AppError `mount-busy` with the name and pid of who holds it. Deepest paths go first.
 */
export async function unmountAll(drive: Drive): Promise<readonly string[]> {
  const paths = [...new Set(drive.mounts.filter((mount) => mount.forPerson).map((mount) => mount.path))];
  paths.sort((a, b) => b.length - a.length);
  for (const path of paths) {
    const { ok, stderr } = await runProgram('umount', ['--', path], { timeoutMs: UNMOUNT_TIMEOUT_MS });
    if (!ok) throw busyError(drive.device, path, stderr);
  }
  return paths;
}

function busyError(device: string, mount: string, detail: string): AppError {
  const holders = findHolders(mount, LINUX);
  const [first] = holders;
  return new AppError('mount-busy', {
    device,
    mount,
    holder: first?.name ?? '',
    pid: first?.pid ?? 0,
    others: Math.max(0, holders.length - 1),
    detail,
  });
}
