import type { BuiltImage } from '../../../src/core/kept/keep.ts';
import { aKeptImage, anId, storePath } from './a-kept-image.ts';

const image = storePath('image');

/** An image that was built just now. */
export const built: BuiltImage = {
  ...{ flake: 'path:/pis', attribute: 'pi', host: 'pi', how: 'native', place: 'here' },
  ...{ startedAt: '2026-11-22T21:30:00.000Z', ms: 5000, built: 7, downloadBytes: 1000 },
  ...{ bytes: 42, storePath: image, imagePath: `${image}/pi.img` },
};

/** Earlier images of the same group, the newest last. */
export function earlier(count: number): ReturnType<typeof aKeptImage>[] {
  return Array.from({ length: count }, (_, at) =>
    aKeptImage({
      ...built,
      id: anId(at + 1),
      order: at + 1,
      storePath: storePath(`old-${at}`),
      imagePath: storePath(`old-${at}`),
    }),
  );
}
