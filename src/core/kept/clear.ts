import { toAppError, type AppError } from '../errors.ts';
import type { Roots } from '../places/place.ts';
import type { KeptPort } from './ports.ts';
import { imagesToPrune } from './prune.ts';
import { rootNames, type KeptImage } from './record.ts';

/** What became of one image that was to go. */
export type Cleared =
  | {
      readonly type: 'removed';
      readonly image: KeptImage;
      /** Free now: the copy in the folder. */
      readonly freedBytes: number;
      /** What the next collection of garbage in this computer's store frees, unless something else needs it. */
      readonly storeBytes: number;
    }
  | { readonly type: 'stays'; readonly image: KeptImage; readonly error: AppError };

/**
 * Lets go of the images that are gone from their store anyway, and of all but the newest `keep` of each flake, host and
 * place. One that cannot be let go of (its machine does not answer) stays as it is, and keeps the others from nothing.
 * Throws AppError `images-folder` when the folder cannot be read.
 */
export async function* clearImages(
  keep: number,
  kept: KeptPort,
  rootsOf: (image: KeptImage) => Roots,
): AsyncGenerator<Cleared, void, undefined> {
  const { images } = await kept.list();
  const states = await Promise.all(images.map((image) => kept.look(image)));
  const gone = images.filter((_, at) => states[at] === 'gone');
  const left = images.filter((image) => !gone.includes(image));
  for (const image of [...gone, ...imagesToPrune(left, keep)]) {
    const inStore = image.destination === null && !gone.includes(image);
    try {
      await rootsOf(image).unkeep(rootNames(image));
      const freedBytes = await kept.remove(image);
      yield { type: 'removed', image, freedBytes, storeBytes: inStore ? image.bytes : 0 };
    } catch (error) {
      yield { type: 'stays', image, error: toAppError(error) };
    }
  }
}
