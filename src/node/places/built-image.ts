import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { toAppError } from '../../core/errors/app-error.ts';
import { copyName } from '../../core/kept/copy-name.ts';
import type { KeptImage } from '../../core/kept/record.ts';
import type { PlacedPorts, PlacedResult } from '../../core/places/build-at.ts';
import type { Place } from '../../core/places/place.ts';
import type { CancelSignal, ImagesPort } from '../../core/ports.ts';
import type { RemoteFile } from '../images/given-remote.ts';
import { images } from '../images/images.ts';
import { remoteImages } from '../images/remote-images.ts';
import { findCopy, isCopy, noteCopy } from '../kept/kept-copy.ts';
import { removeFile } from '../kept/remove-file.ts';
import { working } from '../kept/working.ts';
import { copyImage, type CopyOptions } from '../nix/copy-image.ts';
import { fetchImage } from '../nix/fetch-image.ts';
import { removePartials } from '../nix/partials.ts';

const FOLDER_MODE = 0o700;

/** An image that was built, and what brings it from where it lies. */
export interface BuiltImage {
  /** The machine that it lies on; null for this computer. */
  readonly elsewhere: string | null;
  /** Where it is there. */
  readonly path: string;
  readonly bytes: number;
  /** For the flash job: a file here, or a stream from there that takes no room here. */
  readonly images: ImagesPort;
  /**
   * Its copy in the folder of kept images, when it was brought there before, whole and as it was built; null where there is
   * none. Throws AppError `images-folder`, `cancelled`.
   */
  found(signal: CancelSignal): Promise<string | null>;
  /**
   * Where it will lie on this computer, when that is not where it was built: `out`, else the folder of kept images for one
   * that lies elsewhere. Null: it is here already.
   */
  destination(out: string | null): Promise<string | null>;
  /** Brings it there. Throws AppError `target-exists`, `copy-failed`, `images-folder`, `remote-*`, `cancelled`. */
  bring(to: string, options: CopyOptions): Promise<void>;
}

/** The image of a build; null after a dry run. */
export function builtImage(result: PlacedResult, place: Place, ports: PlacedPorts): BuiltImage | null {
  const { imagePath: path, bytes, elsewhere, kept } = result;
  if (path === null || bytes === null) return null;
  const remote = remoteFile(result, place);
  return {
    elsewhere,
    path,
    bytes,
    images: remote === null ? images : remoteImages(ports.ssh, remote),
    found: (signal) => (remote === null || kept === null ? Promise.resolve(null) : found(kept, ports, signal)),
    destination: (out) => destination(result, out, ports),
    bring: async (to, options) => {
      if (remote === null) return copyImage(path, to, options);
      const fetch = (): Promise<void> => fetchImage(ports.ssh, remote, to, options);
      return kept && dirname(to) === ports.kept.folder ? bringKept(kept, to, fetch, ports, options.signal) : fetch();
    },
  };
}

async function found(image: KeptImage, { kept }: PlacedPorts, signal: CancelSignal): Promise<string | null> {
  const file = await findCopy(image, kept.folder, signal);
  if (file === null) return null;
  await noteCopy(kept, image.id, file, signal);
  return join(kept.folder, file);
}

/** In our own folder a name that is taken may be the same image, which another process has brought meanwhile. */
async function bringKept(
  image: KeptImage,
  to: string,
  fetch: () => Promise<void>,
  { kept }: PlacedPorts,
  signal: CancelSignal,
): Promise<void> {
  try {
    await fetch();
  } catch (error) {
    if (toAppError(error).code !== 'target-exists') throw error;
    const replaced = await working(to, async () => {
      if (await isCopy(to, image, signal)) return false;
      // By its name it is a copy of this image, and it is none.
      await removeFile(to);
      return true;
    });
    if (replaced) await fetch();
  }
  await noteCopy(kept, image.id, basename(to), signal);
}

function remoteFile({ imagePath, bytes, elsewhere, kept }: PlacedResult, place: Place): RemoteFile | null {
  const [destination] = place.machines;
  if (elsewhere === null || imagePath === null || bytes === null || destination === undefined) return null;
  return { destination, path: imagePath, bytes, sha256: kept?.sha256 ?? null };
}

async function destination(
  { elsewhere, kept, imagePath }: PlacedResult,
  out: string | null,
  { kept: port, timestamp }: PlacedPorts,
): Promise<string | null> {
  if (out !== null || elsewhere === null) return out;
  await mkdir(port.folder, { recursive: true, mode: FOLDER_MODE });
  await removePartials(port.folder);
  const unkept = { host: null, attribute: null, imagePath: imagePath ?? '' };
  const name = kept?.file ?? copyName(kept ?? { ...unkept, id: await port.newId(), startedAt: timestamp() });
  return join(port.folder, name);
}
