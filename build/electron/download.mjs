// Electron's own way: its package has a program that downloads the binary of its version from GitHub, or from the mirror
// that ELECTRON_MIRROR names, and checks it against the hashes in the package.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { runtimeIn } from './dist.mjs';

/** @typedef {import('./dist.mjs').Runtime} Runtime */

const PACKAGE = fileURLToPath(new URL('../../node_modules/electron', import.meta.url));

/** 110 MB on a slow line; a computer without a network fails within a second, one behind a silent firewall after ten. */
const DOWNLOAD_MS = 10 * 60_000;

/**
 * What was downloaded before; null when nothing was, or not to its end (the package writes path.txt last).
 * @returns {Promise<Runtime | null>}
 */
export async function downloadedElectron() {
  return existsSync(path.join(PACKAGE, 'path.txt')) ? runtimeIn(path.join(PACKAGE, 'dist'), 'download') : null;
}

/**
 * Tries the download, once; null when it fails.
 * @param {(line: string) => void} say
 * @returns {Promise<Runtime | null>}
 */
export async function downloadElectron(say) {
  say('Downloading Electron, once: about 110 MB');
  const { failed, timedOut, stderr } = await execa(process.execPath, [path.join(PACKAGE, 'install.js')], {
    timeout: DOWNLOAD_MS,
    stdin: 'ignore',
    reject: false,
  });
  if (!failed) return downloadedElectron();
  say(`Electron could not be downloaded: ${timedOut ? 'it took more than ten minutes' : reason(stderr)}`);
  return null;
}

/**
 * The line of a stack trace that names the cause.
 * @param {string} stderr
 * @returns {string}
 */
export function reason(stderr) {
  const lines = stderr.split('\n').map((line) => line.trim());
  const cause = lines.find((line) => /\b(E[A-Z_]{4,}|HTTPError|UND_ERR_\w+)\b/.test(line));
  return cause ?? lines.find((line) => line !== '') ?? 'no reason given';
}
