import { END_LINE, FORMAT_KEY } from '../seed/encode.ts';
import { SEED_FORMAT } from '../seed/seed.ts';
import type { SeedOnCard } from './card-identity.ts';

/** A longer seed is left alone by the Pi. */
export const MAX_TAKEN_BYTES = 256 << 10;

const BOM = '\u00ef\u00bb\u00bf';
const FIRST_LINE = `${FORMAT_KEY}=${SEED_FORMAT}`;
const ID = /^[0-9a-f]{16}$/;

/**
 * What becomes of a seed, by the rules of the Pi (read-seed.sh and firstboot.sh in assets/flake/project), which lets through
 * more than `decodeSeed`. `seed` and `used`: what is in the two files on the card, bytes as characters of the same number;
 * null for a file that is not there. What the Pi has noted on its own disk is known by `used` only.
 */
export function seedOnCard(seed: string | null, used: string | null): SeedOnCard {
  const usedId = used === null ? null : idIn(linesOf(used));
  const ofUsed: SeedOnCard = used === null ? { state: 'none', id: null } : { state: 'used', id: usedId };
  if (seed === null) return ofUsed;
  const lines = linesOf(seed);
  const id = idIn(lines);
  // The Pi overwrites a seed that it has taken, from its start, and had no time to remove this one.
  const hasZeros = seed.includes('\0');
  if (hasZeros && used !== null && (id === null || id === usedId)) return ofUsed;
  if (hasZeros || lines.at(-1) !== END_LINE) return { state: 'not-taken', id, reason: 'cut' };
  if (lines[0] !== FIRST_LINE || id === null) return { state: 'not-taken', id, reason: 'unreadable' };
  if (used === null) return { state: 'waiting', id };
  if (usedId === id) return ofUsed;
  if (valueIn(lines, 'replace') === '1') return { state: 'waiting', id };
  // A note that cannot be read was cut short, right after this seed was taken.
  return usedId === null ? ofUsed : { state: 'not-taken', id, reason: 'no-replace' };
}

function linesOf(text: string): readonly string[] {
  const plain = text.replaceAll('\r', '');
  return (plain.startsWith(BOM) ? plain.slice(BOM.length) : plain)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function idIn(lines: readonly string[]): string | null {
  const id = valueIn(lines, 'id');
  return id !== null && ID.test(id) ? id : null;
}

/** Where a key is there twice, the first counts. */
function valueIn(lines: readonly string[], key: string): string | null {
  return lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1) ?? null;
}
