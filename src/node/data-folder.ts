import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** Where Nixberry keeps what should last of this person, by the rules of the system. The folder need not be there yet. */
export function dataFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (platform === 'win32') {
    const local = env.LOCALAPPDATA;
    return win32.join(local && win32.isAbsolute(local) ? local : win32.join(home, 'AppData', 'Local'), 'Nixberry');
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Nixberry');
  // A relative path in it is invalid, and to be ignored (XDG Base Directory Specification).
  const data = env.XDG_DATA_HOME;
  return posix.join(data && posix.isAbsolute(data) ? data : posix.join(home, '.local', 'share'), 'nixberry');
}
