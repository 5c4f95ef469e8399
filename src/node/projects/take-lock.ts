import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { AppError } from '../../core/errors/app-error.ts';
import { tryJson } from '../../core/json.ts';
import type { PackedProject } from '../../core/places/place.ts';
import { errnoOf } from '../errno.ts';
import { replaceFiles, sha256, writing } from './files.ts';
import { addIntent } from './git.ts';

export const LOCK_FILE = 'flake.lock';

/** As much as is needed to tell it from the words of a login shell. */
const lockSchema = z.object({ nodes: z.record(z.string(), z.unknown()), root: z.string(), version: z.number() });

/** The lock file of a flake as it was found, and whether git has to be told of a new one. */
export interface FoundLock {
  readonly folder: string;
  readonly sha256: string | null;
  readonly tellGit: boolean;
}

/** SHA-256 of the flake.lock in a folder, or null where there is none. Throws AppError `project-write-failed`. */
export async function lockHash(folder: string): Promise<string | null> {
  const path = join(folder, LOCK_FILE);
  return writing(path, async () => {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return null;
      throw error;
    });
    return text === null ? null : sha256(text);
  });
}

/** Puts a flake.lock that was made elsewhere in the place of the one that was found, if that is still the same. */
export async function takeLock(
  { folder, sha256: found, tellGit }: FoundLock,
  text: string,
): ReturnType<PackedProject['takeLock']> {
  const file = join(folder, LOCK_FILE);
  if (!lockSchema.safeParse(tryJson(text)).success)
    throw new AppError('unexpected', { detail: `no ${LOCK_FILE}: ${text.slice(0, 100)}` });
  const now = await lockHash(folder);
  if (now === sha256(text)) return { state: 'same', file };
  if (now !== found) return { state: 'changed', file };
  await replaceFiles(folder, new Map([[LOCK_FILE, text]]));
  // Nix sees only what git knows. Where git cannot be told, the build that brought the lock is none the worse for it.
  if (tellGit) await addIntent(folder, [LOCK_FILE]);
  return { state: 'taken', file };
}
