import os from 'node:os';
import path from 'node:path';

/** Where the prepared guest is kept between runs; a CI job may keep it, too. */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache');
  return path.join(base, 'nixberry-rig');
}
