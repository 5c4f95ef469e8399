const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/**
 * Text that a drive says about itself (label, model, serial), safe to show. Control characters could drive a terminal,
 * direction marks could make one drive's name look like another's, and invisible ones could hide a difference: each
 * becomes U+FFFD, so that a person sees that something is there.
 */
export function sanitizeForDisplay(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}|\p{Cs}|\p{Co}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}/gu, '\uFFFD');
}

/** A size in decimal units, as it is printed on cards: `31.9 GB`, `512 MB`; three digits at most. */
export function describeBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.5 would be rounded to "1000": it belongs to the next unit.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const decimals = unit === 0 || value >= 99.95 ? 0 : 1;
  if (bytes === 1) return '1 byte';
  return `${Number(value.toFixed(decimals))} ${UNITS[unit] ?? ''}`;
}
