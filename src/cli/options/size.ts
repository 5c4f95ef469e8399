import { InvalidArgumentError } from 'commander';

/** As dd and truncate have it: a letter alone or with `iB` counts in 1024s, with `B` in 1000s. */
const UNIT_BYTES: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  ...{ K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 },
  ...{ KIB: 2 ** 10, MIB: 2 ** 20, GIB: 2 ** 30, TIB: 2 ** 40 },
  ...{ KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 },
};

/** `64M`, `2G`, `32GB`, `2000000000` as bytes. For commander: throws its InvalidArgumentError. */
export function parseSize(text: string): number {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const bytes = Math.round(Number(amount) * (UNIT_BYTES[unit.toUpperCase()] ?? Number.NaN));
  if (amount === '' || !Number.isSafeInteger(bytes) || bytes === 0)
    throw new InvalidArgumentError('Give a size like 64M, 2G, 32GB or 2000000000.');
  return bytes;
}
