import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { copyName } from '../../core/kept/copy-name.ts';
import type { PlacedPorts, PlacedResult } from '../../core/places/build-at.ts';
import type { Place } from '../../core/places/place.ts';
import type { ImagesPort } from '../../core/ports.ts';
import type { RemoteFile } from '../images/given-remote.ts';
import { images } from '../images/images.ts';
import { remoteImages } from '../images/remote-images.ts';
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
   * Where it will lie on this computer, when that is not where it was built: `out`, else the folder of kept images for one
   * that lies elsewhere. Null: it is here already.
   */
  destination(out: string | null): Promise<string | null>;
  /** Brings it there. Throws AppError `target-exists`, `copy-failed`, `remote-*`, `cancelled`. */
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
    destination: (out) => destination(result, out, ports),
    bring: async (to, options) => {
      if (remote === null) return copyImage(path, to, options);
      await fetchImage(ports.ssh, remote, to, options);
      if (kept && to === join(ports.kept.folder, basename(to))) await ports.kept.write({ ...kept, file: basename(to) });
    },
  };
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
  const unkept = { host: null, attribute: null, id: port.newId(), startedAt: timestamp(), imagePath: imagePath ?? '' };
  return join(port.folder, kept?.file ?? copyName(kept ?? unkept));
}

/** Whether an image that was built before, and brought here, is at its destination already. */
export function isThere({ kept }: PlacedResult, path: string): boolean {
  return kept?.file === basename(path) && existsSync(path);
}
