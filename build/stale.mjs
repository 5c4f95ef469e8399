import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** What dist/ is made of. */
const SOURCES = ['src', 'renderer', 'assets/locales', 'build', 'package-lock.json'];

/**
 * Whether a source is newer than the build, or there is no build. A folder counts, too: it changes when a file in it goes.
 * @param {string} root of the checkout
 * @returns {Promise<boolean>}
 */
export async function isStale(root) {
  const built = await changedAt(path.join(root, 'dist'));
  const times = await Promise.all(SOURCES.map((source) => newest(path.join(root, source))));
  return Math.max(...times) > built;
}

/**
 * @param {string} place
 * @returns {Promise<number>}
 */
async function newest(place) {
  const entries = await readdir(place, { withFileTypes: true }).catch(() => []);
  const times = entries.map((entry) => {
    const inside = path.join(place, entry.name);
    return entry.isDirectory() ? newest(inside) : changedAt(inside);
  });
  return Math.max(await changedAt(place), ...(await Promise.all(times)));
}

/** @param {string} file */
async function changedAt(file) {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
