import { keptName, type KeptImage } from './record.ts';

/** A file system takes 255 bytes; the rest has room, and what a copy is called while it is on its way. */
const MAX_CHARS = 100;

/** What the copy of an image is called in the folder of kept images: `pi4-2026-11-22-1a2b3c4d.img.zst`. */
export function copyName(image: Pick<KeptImage, 'id' | 'host' | 'attribute' | 'startedAt' | 'imagePath'>): string {
  const plain = keptName(image).replaceAll(/[^a-zA-Z0-9]+/g, '-');
  const name = plain.replaceAll(/^-+|-+$/g, '').slice(0, MAX_CHARS) || 'image';
  const [ending = '.img'] = /\.img(?:\.[a-z0-9]+)?$/.exec(image.imagePath) ?? [];
  return `${name}-${image.startedAt.slice(0, 10)}-${image.id}${ending}`;
}
