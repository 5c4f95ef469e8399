import type { Roots } from '../places/place.ts';
import type { CancelSignal } from '../ports.ts';
import type { KeptPort } from './ports.ts';
import { rootNames, type KeptImage } from './record.ts';

/**
 * Lets go of an image: its roots, its record and its copy. Resolves to the bytes that are free now; null when it is gone, or
 * was built again since it was listed. Throws as `KeptPort.exclusive` and `remove`, and what the roots throw.
 */
export function letGo(image: KeptImage, roots: Roots, kept: KeptPort, signal: CancelSignal): Promise<number | null> {
  return kept.exclusive(async () => {
    const now = await kept.read(image.id);
    if (now?.order !== image.order) return null;
    await roots.unkeep(rootNames(now));
    // The record goes last: while there is one, it can be tried again.
    return kept.remove(now);
  }, signal);
}
