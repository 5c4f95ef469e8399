import type { LinuxEnv } from './env.ts';
import { isBelow, unescapeOctal, type MountEntry } from './mountinfo.ts';
import type { AllMounts } from './namespaces.ts';
import { readText } from './read.ts';

/** Where desktops put the drives that a person plugs in. The folders themselves are the system's. */
const PERSON_FOLDERS = ['/media', '/run/media'] as const;

/**
 * The ids of the mounts that were made for the person at the desktop and that may be unmounted: below /media or
 * /run/media, or noted as udisks' in mount's table. A mount in another namespace is the person's only when it is a copy
 * of one of ours (services get such copies, and they go away with the original): what lies at `/media/x` in a
 * container is the container's.
 */
export function personMountIds(env: LinuxEnv, { own, foreign }: AllMounts): ReadonlySet<number> {
  const byUdisks = udisksTargets(readText(`${env.run}/mount/utab`) ?? '');
  const persons = own.filter(({ path }) => isInPersonFolder(path) || byUdisks.has(path));
  const originals = new Set(persons.map(copyKey));
  const copies = foreign.filter((mount) => originals.has(copyKey(mount)));
  return new Set([...persons, ...copies].map(({ id }) => id));
}

function isInPersonFolder(path: string): boolean {
  return PERSON_FOLDERS.some((folder) => path !== folder && isBelow(path, folder));
}

function copyKey({ number, root, path }: MountEntry): string {
  return JSON.stringify([number, root, path]);
}

/** The mount points of mount's table whose unmount helper is udisks: `SRC=... TARGET=... OPTS=uhelper=udisks2`. */
function udisksTargets(utab: string): ReadonlySet<string> {
  const targets = utab.split('\n').flatMap((line) => {
    if (!/(?:^| )OPTS=(?:\S*,)?uhelper=udisks2(?:,|\s|$)/.test(line)) return [];
    return /(?:^| )TARGET=(\S+)/.exec(line)?.[1] ?? [];
  });
  return new Set(targets.map(unescapeOctal));
}
