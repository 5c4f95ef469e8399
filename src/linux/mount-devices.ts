import type { BtrfsSystem } from './btrfs.ts';
import type { LinuxEnv } from './env.ts';
import { mountOfPath, type MountEntry } from './mountinfo.ts';

/** What is needed to tell the devices below a mount or a file. */
export interface DeviceLookup {
  readonly env: LinuxEnv;
  /** `MAJOR:MINOR` -> kernel name. */
  readonly byNumber: ReadonlyMap<string, string>;
  readonly btrfs: readonly BtrfsSystem[];
  /** The mounts as we see them: paths of files and of an overlay's layers are found in them. */
  readonly own: readonly MountEntry[];
}

/** An overlay may lie on overlays; the kernel allows two levels. */
const MAX_OVERLAY_DEPTH = 4;

/** Kernel names of the block devices that a mount lies on directly; none for tmpfs, NFS and the like. */
export async function devicesOfMount(mount: MountEntry, lookup: DeviceLookup, depth = 0): Promise<readonly string[]> {
  const named = lookup.byNumber.get(mount.number);
  if (named !== undefined) return [named];
  if (mount.fsType === 'overlay' && depth < MAX_OVERLAY_DEPTH) {
    const layers = layersOf(mount.superOptions).flatMap((path) => mountOfPath(lookup.own, path) ?? []);
    const found = await Promise.all(layers.map((layer) => devicesOfMount(layer, lookup, depth + 1)));
    return [...new Set(found.flat())];
  }
  return devicesOfSource(mount.source, lookup);
}

/**
 * Kernel names of the block devices that a path lies on: the device itself for a device's path, else what its mount
 * lies on. Asks for no file but those below /dev: a lost network drive would not answer.
 */
export async function devicesOfPath(path: string, lookup: DeviceLookup): Promise<readonly string[]> {
  if (path.startsWith('/dev/')) {
    const device = await deviceAt(path, lookup);
    if (device !== null) return [device];
  }
  const mount = mountOfPath(lookup.own, path);
  return mount ? devicesOfMount(mount, lookup) : [];
}

/**
 * For file systems whose device number is made up, mountinfo's source is all there is: one device of a btrfs, which
 * stands for all of them, or every device of a bcachefs with `:` between them.
 */
async function devicesOfSource(source: string, lookup: DeviceLookup): Promise<readonly string[]> {
  const paths = source.split(':').filter((path) => path.startsWith('/dev/'));
  const devices = await Promise.all(paths.map((path) => deviceAt(path, lookup)));
  const names = devices.filter((name) => name !== null);
  const siblings = lookup.btrfs.filter((system) => system.devices.some((device) => names.includes(device)));
  return [...new Set([...names, ...siblings.flatMap(({ devices: members }) => members)])];
}

async function deviceAt(path: string, { env, byNumber }: DeviceLookup): Promise<string | null> {
  const number = (await env.numbersOf(path))?.block ?? null;
  return number === null ? null : (byNumber.get(number) ?? null);
}

/** The folders that an overlay shows: `lowerdir=/a:/b,upperdir=/c,workdir=/d`; a colon within a path has a `\`. */
function layersOf(superOptions: string): string[] {
  return superOptions.split(',').flatMap((option) => {
    const [, value] = /^(?:lowerdir\+?|datadir\+|upperdir)=(.+)$/.exec(option) ?? [];
    return value === undefined
      ? []
      : value
          .split(/(?<!\\):/)
          .map((path) => path.replaceAll('\\:', ':'))
          .filter((path) => path.startsWith('/'));
  });
}
