import { InvalidArgumentError } from 'commander';

const MAX_S = 24 * 60 * 60;

/** `300`, as ms. For commander: throws its InvalidArgumentError. */
export function parseSeconds(text: string): number {
  const seconds = /^\d+$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > MAX_S) throw new InvalidArgumentError(`Give seconds, 1 to ${MAX_S}.`);
  return seconds * 1000;
}
