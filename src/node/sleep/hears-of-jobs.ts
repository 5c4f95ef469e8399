import { ask } from '../ask.ts';

/**
 * Whom Electron 33 asks on Linux to let a job run to its end: the first, and where that is not there, the second. It asks
 * nobody else, neither logind nor `org.freedesktop.ScreenSaver`, and does not say what came of it.
 */
const SERVICES = ['org.gnome.SessionManager', 'org.freedesktop.PowerManagement'];

/**
 * Whether this computer's desktop can be told not to go to sleep by itself. Small ones (a window manager alone) have nobody
 * for that. Never rejects.
 */
export async function hearsOfJobs(platform: NodeJS.Platform = process.platform): Promise<boolean> {
  switch (platform) {
    case 'darwin':
    case 'win32':
      return true;
    case 'linux':
      return (await Promise.all(SERVICES.map(isOnSessionBus))).includes(true);
    default:
      return false;
  }
}

/** Asks by what comes with systemd, or with D-Bus itself. */
async function isOnSessionBus(name: string): Promise<boolean> {
  const bus = 'org.freedesktop.DBus';
  const path = '/org/freedesktop/DBus';
  const answer =
    (await ask('busctl', ['--user', 'call', bus, path, bus, 'NameHasOwner', 's', name])) ??
    (await ask('dbus-send', [
      '--session',
      '--print-reply',
      `--dest=${bus}`,
      path,
      `${bus}.NameHasOwner`,
      `string:${name}`,
    ]));
  return /\b(?:b|boolean) true$/m.test(answer ?? '');
}
