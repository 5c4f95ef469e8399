import { toAppError, type AppError } from '../errors/app-error.ts';
import { throwIfCancelled } from '../jobs/job.ts';
import type { Roots } from '../places/place.ts';
import type { CancelSignal } from '../ports.ts';
import { letGo } from './let-go.ts';
import type { KeptPort } from './ports.ts';
import { imagesToPrune } from './prune.ts';
import type { KeptImage } from './record.ts';

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

/** Of a machine that does not answer once, the other images are not asked for: each would take as long. */
const SILENT: readonly string[] = ['remote-unreachable', 'remote-timeout'];

/**
 * Lets go of the images that are gone from their store anyway, and of all but the newest `keep` of each flake, host and
 * place. One that cannot be let go of (its machine does not answer) stays as it is, and keeps the others from nothing.
 * Throws AppError `images-folder` when the folder cannot be read, `cancelled`.
 */
export async function* clearImages(
  keep: number,
  kept: KeptPort,
  rootsOf: (image: KeptImage) => Roots,
  signal: CancelSignal,
): AsyncGenerator<Cleared, void, undefined> {
  const { images } = await kept.list();
  const states = await Promise.all(images.map((image) => kept.look(image)));
  const gone = images.filter((_, at) => states[at] === 'gone');
  const left = images.filter((image) => !gone.includes(image));
  const silent = new Map<string | null, AppError>();
  for (const image of [...gone, ...imagesToPrune(left, keep)]) {
    const inStore = image.destination === null && !gone.includes(image);
    throwIfCancelled(signal);
    try {
      const known = silent.get(image.destination);
      if (known) throw known;
      const freedBytes = await letGo(image, rootsOf(image), kept, signal);
      if (freedBytes !== null) yield { type: 'removed', image, freedBytes, storeBytes: inStore ? image.bytes : 0 };
    } catch (thrown) {
      throwIfCancelled(signal);
      const error = toAppError(thrown);
      if (SILENT.includes(error.code)) silent.set(image.destination, error);
      yield { type: 'stays', image, error };
    }
  }
}
