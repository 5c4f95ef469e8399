import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { CardOrigin } from '../../core/flash/request.ts';
import type { KeptPort } from '../../core/kept/ports.ts';
import type { KeptImage } from '../../core/kept/record.ts';

/** Of an image that was not built here, or before anything was remembered of it. `writtenBy`: program and version. */
export function unknownOrigin(writtenBy: string): CardOrigin {
  return { writtenBy, builtAt: null, revision: null };
}

/** What the record of a kept image says of where it comes from. */
export function originOfKept(
  { startedAt, ms, revision }: Pick<KeptImage, 'startedAt' | 'ms' | 'revision'>,
  writtenBy: string,
): CardOrigin {
  return { writtenBy, builtAt: new Date(Date.parse(startedAt) + ms).toISOString(), revision };
}

/** Where an image file comes from, when it is a kept one: in the store, by a link to it, or as a copy. Never rejects. */
export async function originOfImage(image: string, kept: KeptPort, writtenBy: string): Promise<CardOrigin> {
  const record = await keptRecord(image, kept);
  return record ? originOfKept(record, writtenBy) : unknownOrigin(writtenBy);
}

async function keptRecord(image: string, kept: KeptPort): Promise<KeptImage | null> {
  const [file, folder] = await Promise.all([real(image), real(kept.folder)]);
  if (file === null) return null;
  // Without the records it is written all the same.
  const images = await kept.list().then(
    (list) => list.images,
    () => [],
  );
  const isIt = (one: KeptImage): boolean =>
    one.file === null ? one.destination === null && one.imagePath === file : join(folder ?? '', one.file) === file;
  return images.find(isIt) ?? null;
}

function real(path: string): Promise<string | null> {
  return realpath(path).catch(() => null);
}
