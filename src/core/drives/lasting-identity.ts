import type { Drive } from './drive.ts';

/** What makers write where nothing was to be written: one digit over and over, or all of them in their order. */
const PLACEHOLDER = /^(.)\1*$|123456789/;
/**
 * Readers: the serial is theirs, and the next card in them has the same. By their usual names; a stick that is taken for
 * one is only not known again.
 */
const READER =
  /(?<![a-z])(?:multi|micro|sd|sdhc|sdxc|sddr|microsd|msd|tf|mmc|cf|ms|xd|uhs|crw|fcr|lrw|rdf|ucr)(?![a-z])|reader|card|mass-?storage|storage[ _]device|generic|mobile-?lite/i;

/**
 * The same for a drive whenever and wherever it is plugged in, and for no other; null where that is not certain enough to
 * rely on. The card in a built-in reader has its own serial (its CID).
 */
export function lastingIdentity({ model, serial, bytes, bus }: Drive): string | null {
  const own = serial?.trim() ?? '';
  if (own === '' || PLACEHOLDER.test(own)) return null;
  if (bus === 'usb' && READER.test(model)) return null;
  return JSON.stringify([bus, model, own, bytes]);
}
