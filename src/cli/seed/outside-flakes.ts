import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { t } from '../words.ts';

/**
 * Checks that a seed would not be written into a flake: Nix copies what is in one into its store, where everybody may
 * read. The folder of `file` must exist; what counts is where links lead. Throws AppError `usage`.
 */
export function assertOutsideFlakes(file: string): void {
  // Node's own would take `link/..` for the folder that the link is in.
  for (let folder = realpathSync.native(dirname(file)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'flake.nix')))
      throw new AppError('usage', { detail: t('cli.seed.in-flake', { file, folder }) });
    if (folder === dirname(folder)) return;
  }
}
