import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * @typedef {object} Runtime
 * @property {string} executable absolute
 * @property {string} version of Electron, as its own `version` file has it; `unknown` without one
 * @property {'override' | 'download' | 'carried'} from the person's own choice, Electron's download, or out of an npm package
 */

/**
 * The Electron that is unpacked in this folder; null when none is.
 * @param {string} folder
 * @param {Runtime['from']} from
 * @returns {Promise<Runtime | null>}
 */
export async function runtimeIn(folder, from) {
  const executable = path.resolve(folder, executableName());
  if (!existsSync(executable)) return null;
  const version = await readFile(path.join(folder, 'version'), 'utf8').catch(() => 'unknown');
  return { executable, version: version.trim().replace(/^v/, ''), from };
}

/**
 * Where the executable is inside the folder.
 * @param {NodeJS.Platform} platform
 * @returns {string}
 */
export function executableName(platform = process.platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}
