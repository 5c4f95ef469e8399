import { AppError } from '../../core/errors/app-error.ts';
import type { FlashTargetRequest } from '../../core/flash/request.ts';
import type { Seed } from '../../core/seed/seed.ts';
import { readSeedFile } from '../../node/seed/seed-file.ts';
import { t } from '../words.ts';

/**
 * The seeds of files by the targets that they are for, in the order of both. Throws AppError `usage` where they are not as
 * many, `seed-twice`, `seed-unreadable`, `seed-newer`, `cancelled`.
 */
export async function givenSeeds(
  files: readonly string[],
  targets: readonly FlashTargetRequest[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Seed>> {
  if (files.length === 1 && targets.length > 1) throw new AppError('seed-twice');
  if (files.length > 0 && files.length !== targets.length) {
    const counts = { seeds: files.length, targets: targets.length };
    throw new AppError('usage', { detail: t('cli.seed.count', counts) });
  }
  const seeds = await Promise.all(files.map((file) => readSeedFile(file, signal)));
  // A copy is the same seed.
  if (new Set(seeds.map(({ id }) => id)).size < seeds.length) throw new AppError('seed-twice');
  return new Map(seeds.flatMap((seed, at) => (targets[at] ? [[targets[at].path, seed] as const] : [])));
}
