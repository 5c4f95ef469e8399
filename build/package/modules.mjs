import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * @typedef {object} Manifest
 * @property {Readonly<Record<string, string>>} [dependencies]
 * @property {Readonly<Record<string, string>>} [optionalDependencies]
 */

/**
 * The folders of packages that are no longer needed beside dist/, whose files have them inside: all that `dependencies` of
 * package.json bring. `optionalDependencies` have native parts, stay outside of the bundles (build/build.mjs), and keep what
 * they need.
 * @param {string} root the folder of package.json and node_modules
 * @returns {Promise<readonly string[]>} as `node_modules/name`, sorted
 */
export async function bundledModules(root) {
  const { dependencies = {}, optionalDependencies = {} } = await readManifest(root);
  const outside = await reachable(Object.keys(optionalDependencies), root);
  const inside = await reachable(Object.keys(dependencies), root);
  return [...inside]
    .filter((folder) => !outside.has(folder))
    .map((folder) => path.relative(root, folder))
    .sort();
}

/**
 * The folders of these packages, and of all that they depend on. One that is not installed is left out: it is optional.
 * @param {readonly string[]} names
 * @param {string} from
 */
async function reachable(names, from) {
  /** @type {Set<string>} */
  const found = new Set();
  const open = names.map((name) => ({ name, from }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const folder = resolve(next.name, next.from);
    if (folder === null || found.has(folder)) continue;
    found.add(folder);
    const { dependencies, optionalDependencies } = await readManifest(folder);
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) open.push({ name, from: folder });
  }
  return found;
}

/**
 * As Node looks for packages: upwards. A nested `node_modules/a/node_modules/b` comes first.
 * @param {string} name
 * @param {string} from
 * @returns {string | null}
 */
function resolve(name, from) {
  const folder = path.join(from, 'node_modules', name);
  if (existsSync(path.join(folder, 'package.json'))) return folder;
  const above = path.dirname(from);
  return above === from ? null : resolve(name, above);
}

/** @param {string} folder @returns {Promise<Manifest>} */
async function readManifest(folder) {
  /** @type {unknown} */
  const read = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  return /** @type {Manifest} */ (read);
}
