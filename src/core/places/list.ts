import { AppError } from '../errors/app-error.ts';
import { parseBuilders } from './builders.ts';
import { parseHere } from './here.ts';
import { parseHost } from './host.ts';
import type { Place } from './place.ts';
import { parseStore } from './store.ts';

/** Every kind of place, one file each: the first that takes a text has it. */
const KINDS: readonly ((text: string) => Place | null)[] = [parseHere, parseStore, parseHost, parseBuilders];

/** The place that was typed. Throws AppError `place-unknown`. */
export function parsePlace(text: string): Place {
  for (const parse of KINDS) {
    const place = parse(text);
    if (place) return place;
  }
  throw new AppError('place-unknown', { place: text, reason: null });
}
