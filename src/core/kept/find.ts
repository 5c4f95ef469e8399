import { AppError } from '../errors/app-error.ts';
import { byAge, keptGroup, keptName, type KeptImage } from './record.ts';

/** Shorter beginnings of an id are more likely a typing error. */
const SHORTEST_ID = 3;
const MAX_NAMES = 12;

/**
 * The image that somebody means: the beginning of its id, or a host: `pi4` is the newest image of it, `pi4~1` the one
 * before. Throws AppError `image-unknown`, `image-ambiguous`.
 */
export function findKept(typed: string, images: readonly KeptImage[]): KeptImage {
  const [, name = typed, back = '0'] = /^(.*)~(\d{1,4})$/.exec(typed) ?? [];
  const [newest] = images.filter((image) => keptName(image) === name).sort(byAge);
  if (newest !== undefined) {
    // The one before is that of the same flake and place.
    const group = images.filter((image) => keptGroup(image) === keptGroup(newest)).sort(byAge);
    return group[Number(back)] ?? unknown(typed, images, group.length);
  }
  const ofId = typed.length >= SHORTEST_ID ? images.filter(({ id }) => id.startsWith(typed)) : [];
  const [found] = ofId;
  if (found === undefined) return unknown(typed, images, null);
  if (ofId.length > 1) throw new AppError('image-ambiguous', { name: typed, ids: ofId.map(({ id }) => id).join(', ') });
  return found;
}

function unknown(name: string, images: readonly KeptImage[], count: number | null): never {
  const names = [...new Set(images.map(keptName))].sort();
  const known = names.slice(0, MAX_NAMES).join(', ') + (names.length > MAX_NAMES ? ', …' : '');
  throw new AppError('image-unknown', { name, count, known: known || null });
}
