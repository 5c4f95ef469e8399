import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { CardOrigin } from '../../core/flash/request.ts';
import type { KeptImage } from '../../core/kept/record.ts';
import { createKept } from '../../node/kept/kept.ts';
import { createNixPort } from '../../node/nix/nix-port.ts';
import { VERSION } from '../version.ts';

/** Of an image that was not built here, or before anything was remembered of it. */
export const UNKNOWN_ORIGIN: CardOrigin = { writtenBy: `nixberry ${VERSION}`, builtAt: null, revision: null };

/** What the record of a kept image says of where it comes from. */
export function originOfKept({
  startedAt,
  ms,
  revision,
}: Pick<KeptImage, 'startedAt' | 'ms' | 'revision'>): CardOrigin {
  return { ...UNKNOWN_ORIGIN, builtAt: new Date(Date.parse(startedAt) + ms).toISOString(), revision };
}

/** Where an image file comes from, when it is a kept one: in the store, by a link to it, or as a copy. Never rejects. */
export async function originOfImage(image: string): Promise<CardOrigin> {
  const { kept } = createKept(createNixPort());
  const [file, folder] = await Promise.all([real(image), real(kept.folder)]);
  if (file === null) return UNKNOWN_ORIGIN;
  // Without the records it is written all the same.
  const images = await kept.list().then(
    (list) => list.images,
    () => [],
  );
  const record = images.find((one) =>
    one.file === null ? one.destination === null && one.imagePath === file : join(folder ?? '', one.file) === file,
  );
  return record ? originOfKept(record) : UNKNOWN_ORIGIN;
}

function real(path: string): Promise<string | null> {
  return realpath(path).catch(() => null);
}
