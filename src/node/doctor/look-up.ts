import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** Where a desktop's PATH may not lead, and NixOS has its setuid programs. */
const MORE = ['/usr/sbin', '/sbin', '/run/wrappers/bin', '/run/current-system/sw/bin'];

/** The absolute path of a program, or null. */
export function lookUp(
  name: string,
  path = process.env.PATH ?? '',
  windows = process.platform === 'win32',
): string | null {
  const folders = [...path.split(delimiter).filter((entry) => isAbsolute(entry)), ...(windows ? [] : MORE)];
  for (const folder of folders) {
    const program = join(folder, windows ? `${name}.exe` : name);
    try {
      accessSync(program, constants.X_OK);
      return program;
    } catch {
      // not in this folder
    }
  }
  return null;
}
