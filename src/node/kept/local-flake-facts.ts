import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tryJson } from '../../core/json.ts';
import { nixpkgsRevision } from '../../core/kept/lock.ts';
import type { FlakeFacts } from '../../core/kept/ports.ts';
import { flakeFolder } from '../nix/local-reference.ts';
import { revisionOf } from '../projects/git.ts';

const LOCK_FILE = 'flake.lock';

/**
 * Facts of a flake on this computer (`git+file:`, `path:`): null for any other, and for one of a revision that is named, of
 * which the files in the folder say nothing. Never rejects.
 */
export async function localFlakeFacts(flake: string): Promise<FlakeFacts | null> {
  const folder = flakeFolder(flake);
  if (folder === null) return null;
  const lock = await readFile(join(folder, LOCK_FILE)).catch(() => null);
  return {
    // A folder that is taken as it is has no revision, as with Nix.
    revision: flake.startsWith('path:') ? null : await revisionOf(folder),
    lockHash: lock && createHash('sha256').update(lock).digest('hex'),
    nixpkgsRevision: lock && nixpkgsRevision(tryJson(lock.toString('utf8'))),
  };
}
