import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { t } from '../words.ts';

/**
 * Checks that a seed would not be written into a flake: Nix copies what is in one into its store, where everybody may
 * read. Throws AppError `usage`.
 */
export function assertOutsideFlakes(file: string): void {
  for (let folder = dirname(resolve(file)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'flake.nix')))
      throw new AppError('usage', { detail: t('cli.seed.in-flake', { file, folder }) });
    if (folder === dirname(folder)) return;
  }
}
