import { AppError } from '../errors/app-error.ts';
import { latinText } from '../fat/bytes.ts';
import type { FatVolume } from '../fat/fat.ts';
import { readFatFile } from '../fat/read-file.ts';
import { MAX_TAKEN_BYTES, seedOnCard } from '../identify/seed-on-card.ts';
import { USED_PATH } from '../seed/card-record.ts';
import { decodeSeed } from '../seed/decode.ts';
import { SEED_PATH, type Seed } from '../seed/seed.ts';
import { utf8Text } from '../spec/utf8.ts';

/** What of a seed an image has already: it is a virtual card that got one, or was read off a card. */
export type CarriedSeed =
  | { readonly kind: 'none' }
  /** The Pi will take it, unless it is replaced. */
  | { readonly kind: 'waiting'; readonly seed: Seed }
  /** A Pi has taken one: the image is that Pi's, and takes only a seed that is marked to replace. Null where the note cannot be read. */
  | { readonly kind: 'used'; readonly id: string | null }
  /** There is one, and nobody can say from here what the Pi will make of it. */
  | { readonly kind: 'unreadable' };

const USED_BYTES = 4096;
const UNREADABLE: ReadonlySet<string> = new Set(['fat-broken', 'seed-unreadable', 'seed-newer']);

/** Looks for a seed on the FAT partition of an image. Throws what reading the image throws. */
export async function carriedSeed(volume: FatVolume): Promise<CarriedSeed> {
  try {
    const file = await readFatFile(volume, SEED_PATH, MAX_TAKEN_BYTES);
    const used = await readFatFile(volume, USED_PATH, USED_BYTES);
    const found = seedOnCard(file && latinText(file), used && latinText(used));
    switch (found.state) {
      case 'none':
        return { kind: 'none' };
      case 'used':
        return { kind: 'used', id: found.id };
      case 'not-taken':
        return found.reason === 'no-replace' ? { kind: 'used', id: null } : { kind: 'unreadable' };
      case 'waiting':
        return { kind: 'waiting', seed: decodeSeed((file && utf8Text(file)) ?? '', SEED_PATH) };
    }
  } catch (thrown) {
    if (thrown instanceof AppError && UNREADABLE.has(thrown.code)) return { kind: 'unreadable' };
    throw thrown;
  }
}
