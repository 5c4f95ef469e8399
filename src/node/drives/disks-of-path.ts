import { kernelName, type Drive } from '../../core/drives/drive.ts';

/**
 * Kernel names of the disks that a file of macOS or Windows lies on: those with the longest mount that its absolute path
 * begins with. Several where a container and the disk below have the same mount.
 */
export function disksOfPath(path: string, drives: readonly Drive[]): readonly string[] {
  const found = drives.map(({ device, mounts }) => ({
    name: kernelName(device),
    matched: Math.max(0, ...mounts.filter((mount) => isBelow(path, mount.path)).map((mount) => mount.path.length)),
  }));
  const longest = Math.max(0, ...found.map(({ matched }) => matched));
  return longest === 0 ? [] : found.filter(({ matched }) => matched === longest).map(({ name }) => name);
}

/** Both systems' file systems know no difference between capital and small letters, as a rule. */
function isBelow(path: string, mount: string): boolean {
  const folder = mount.replace(/[/\\]$/, '').toLowerCase();
  const rest = path.toLowerCase();
  return rest.startsWith(folder) && /^[/\\]/.test(rest.slice(folder.length));
}
