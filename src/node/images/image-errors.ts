import { AppError, type Facts } from '../../core/errors/app-error.ts';

/** The compressed data ends before its format says so. */
export function truncated(): AppError {
  return new AppError('image-truncated');
}

/** A checksum, a length or the structure is wrong. `detail` is for a log, not for people. */
export function corrupt(detail: string): AppError {
  return new AppError('image-corrupt', { detail });
}

/** Something follows the end of the compressed data. */
export function trailingGarbage(): AppError {
  return new AppError('image-trailing-garbage');
}

/** Well formed as far as we see, but of a kind that we do not read. */
export function unknownFormat(what: string): AppError {
  return new AppError('image-unknown-format', { what });
}

/** The same error with more facts: decoders know nothing of names. Facts that are there already stay. */
export function withFacts(thrown: unknown, facts: Facts): unknown {
  if (!(thrown instanceof AppError)) return thrown;
  return new AppError(thrown.code, { ...facts, ...thrown.facts }, { cause: thrown });
}
