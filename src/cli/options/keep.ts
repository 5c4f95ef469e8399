import { InvalidArgumentError } from 'commander';

const MOST = 1000;

/** How many images of each host are kept: at least one. For commander: throws its InvalidArgumentError. */
export function parseKeep(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > MOST) throw new InvalidArgumentError('Give a number from 1 on.');
  return count;
}
