import os from 'node:os';
import path from 'node:path';

/**
 * Where files may be kept that can be fetched again, by the XDG rules: a relative path in the variable is to be ignored.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [home]
 * @returns {string}
 */
export function cacheFolder(env, home = os.homedir()) {
  const cache = env.XDG_CACHE_HOME;
  return path.join(cache && path.isAbsolute(cache) ? cache : path.join(home, '.cache'), 'nixberry');
}
