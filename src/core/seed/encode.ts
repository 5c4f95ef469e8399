import { AppError } from '../errors/app-error.ts';
import { FIELDS } from './fields.ts';
import { MAX_SEED_BYTES, SEED_FORMAT, type Seed } from './seed.ts';

/** The first key and the last line of every seed. */
export const FORMAT_KEY = 'nixberry-seed';
export const END_LINE = 'end=1';

/**
 * The text of a seed: ASCII, a `KEY=VALUE` a line, the same for the same seed. Throws AppError `seed-too-large` when it
 * would take more than `MAX_SEED_BYTES`.
 */
export function encodeSeed(seed: Seed): string {
  const lines = FIELDS.flatMap(({ key, write }) => write(seed).map((value) => `${key}=${value}`));
  const text = [`${FORMAT_KEY}=${SEED_FORMAT}`, ...lines, END_LINE, ''].join('\n');
  if (text.length > MAX_SEED_BYTES) throw new AppError('seed-too-large', { bytes: text.length, max: MAX_SEED_BYTES });
  return text;
}
