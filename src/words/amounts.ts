import type { Facts } from '../core/errors/app-error.ts';
import type { MessageKey } from './words.ts';

/** Sizes, times and counts as the language writes them, with a space that does not break between number and unit. */
export interface Amounts {
  /** A size in decimal units, as it is printed on cards: `31.9 GB`; three digits at most. */
  readonly bytes: (bytes: number) => string;
  /** A size to the byte: `31,914,983,424 bytes`. */
  readonly exactBytes: (bytes: number) => string;
  /** A time in ms: `350 ms`, `4.2 s`, `1 min 20 s`, `2 h 5 min`. */
  readonly duration: (ms: number) => string;
  /** `58.1 MB/s`, of bytes a second. */
  readonly rate: (bytesPerSecond: number) => string;
  /** A share of 1 as `52 %`. Rounds down: 100 % is said when everything is done, not before. */
  readonly share: (share: number) => string;
  /** A whole number, grouped: `12,480`. */
  readonly count: (count: number) => string;
  /** An ISO time as a day: `3 Nov 2026`. */
  readonly day: (iso: string) => string;
  /** An ISO time as a time of day: `14:32`. */
  readonly clock: (iso: string) => string;
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;
const SECOND_MS = 1000;

/** The amounts of a language; `t` has its words for units. Nothing of `Intl` is loaded before it is needed. */
export function createAmounts(locale: string, t: (key: MessageKey, facts: Facts) => string): Amounts {
  const bytes = (size: number): string => {
    const { value, unit } = scaled(size);
    const decimals = unit === 'byte' || value >= 99.95 ? 0 : 1;
    return unbreakable(
      number(
        { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short', maximumFractionDigits: decimals },
        value,
      ),
    );
  };
  return {
    bytes,
    exactBytes: (size) => unbreakable(number({ style: 'unit', unit: 'byte', unitDisplay: 'long' }, size)),
    duration: (ms) => {
      const seconds = Math.round(ms / SECOND_MS);
      const minutes = Math.round(seconds / 60);
      if (ms < 0.5) return t('amount.under-ms', {});
      if (ms < SECOND_MS) return t('amount.ms', { count: Math.round(ms) });
      if (ms < 9950)
        return t('amount.s', { count: number({ minimumFractionDigits: 1, maximumFractionDigits: 1 }, ms / SECOND_MS) });
      if (seconds < 60) return t('amount.s', { count: seconds });
      if (seconds < 3600) return t('amount.min-s', { min: Math.floor(seconds / 60), s: seconds % 60 });
      return t('amount.h-min', { h: Math.floor(minutes / 60), min: minutes % 60 });
    },
    rate: (bytesPerSecond) => t('amount.rate', { size: bytes(bytesPerSecond) }),
    share: (share) => t('amount.share', { count: Math.floor(share * 100) }),
    count: (count) => number({}, count),
    day: (iso) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(iso)),
    clock: (iso) => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(iso)),
  };

  function number(options: Intl.NumberFormatOptions, value: number): string {
    return new Intl.NumberFormat(locale, options).format(value);
  }
}

function scaled(bytes: number): { value: number; unit: (typeof BYTE_UNITS)[number] } {
  let value = bytes;
  let unit = 0;
  // 999.5 would be rounded to "1000": it belongs to the next unit.
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return { value, unit: BYTE_UNITS[unit] ?? 'byte' };
}

function unbreakable(text: string): string {
  return text.replaceAll(/\s/gu, '\u00a0');
}
