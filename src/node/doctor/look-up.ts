import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a desktop's PATH may not lead, and NixOS has its setuid programs. */
const MORE = ['/usr/sbin', '/sbin', '/run/wrappers/bin', '/run/current-system/sw/bin'];

/** The absolute path of a program, or null. */
export function lookUp(name: string, path = process.env.PATH ?? ''): string | null {
  for (const folder of [...path.split(delimiter).filter((entry) => entry.startsWith('/')), ...MORE]) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // not in this folder
    }
  }
  return null;
}
