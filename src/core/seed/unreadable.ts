import { AppError } from '../errors/app-error.ts';

/**
 * What is wrong with a seed's file: it is not there; it cannot be read at all; it is no seed; it is not whole; a line is
 * none that we know, or is there twice; a value has not the shape of its key.
 */
export const SEED_FLAWS = ['missing', 'unreadable', 'not-a-seed', 'cut', 'line', 'value'] as const;
export type SeedFlaw = (typeof SEED_FLAWS)[number];

/** AppError `seed-unreadable`: where, and never what was read. `line` from 1; 0 where no line is at fault. */
export function seedUnreadable(file: string, line: number, reason: SeedFlaw): AppError {
  return new AppError('seed-unreadable', { file, line, reason });
}
