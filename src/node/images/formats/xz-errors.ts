import type { AppError } from '../../../core/errors/app-error.ts';
import { unknownFormat } from '../image-errors.ts';

/** A check that cannot be verified, or a filter that is not known. The engines differ in which, not in the words. */
export function unusualXz(): AppError {
  return unknownFormat('xz with an unusual check or filter');
}

/** More than `xz -9` uses: a hostile file could ask for 4 GiB of memory. */
export function xzDictionaryTooLarge(): AppError {
  return unknownFormat('xz with a dictionary over 64 MiB');
}
