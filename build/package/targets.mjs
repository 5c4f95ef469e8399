import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Target
 * @property {string} name as electron-builder calls it
 * @property {string | null} lacks what this computer needs to make it, as a line for a person; null when nothing is missing
 * @property {Record<string, string>} env what electron-builder has to be told
 */

/**
 * The packages of Linux, and which of them can be made here without a download. electron-builder would fetch its own 7za,
 * fpm and AppImage tools from GitHub; programs of ours stand in for the first two.
 * @param {(program: string) => string | null} find
 * @param {NodeJS.ProcessEnv} env
 * @returns {readonly Target[]}
 */
export function linuxTargets(find, env) {
  const dpkg = find('dpkg-deb');
  const appImage = env.APPIMAGE_TOOLS_PATH;
  return [
    { name: 'dir', lacks: null, env: {} },
    {
      name: 'tar.gz',
      lacks: null,
      env: { ELECTRON_BUILDER_7ZIP_PATH: path.resolve('build/package/seven-zip.mjs') },
    },
    {
      name: 'deb',
      lacks: dpkg === null ? 'dpkg-deb (Debian: apt-get install dpkg)' : null,
      env: { CUSTOM_FPM_PATH: path.resolve('build/package/fpm.mjs') },
    },
    {
      name: 'AppImage',
      lacks: appImage === undefined ? 'APPIMAGE_TOOLS_PATH: a folder with mksquashfs and the AppImage runtime' : null,
      env: {},
    },
    { name: 'rpm', lacks: find('rpmbuild') === null || find('fpm') === null ? 'rpmbuild and fpm' : null, env: {} },
  ];
}

/**
 * A program on the PATH, or null.
 * @param {string} name
 */
export function onPath(name) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file)) ?? null;
}
