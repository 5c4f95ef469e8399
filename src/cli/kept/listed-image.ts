import { join } from 'node:path';
import type { ListedImage } from '../../contract/cli-kept.ts';
import type { KeptState } from '../../core/kept/ports.ts';
import { keptName, type KeptImage } from '../../core/kept/record.ts';

/** An image as `--json` has it, without what changes while it lies there. */
export function describedImage(image: KeptImage): Omit<ListedImage, 'state' | 'path'> {
  const { id, flake, attribute, host, how, place, startedAt, ms, built, downloadBytes } = image;
  const { revision, lockHash, nixpkgsRevision, bytes, sha256, storePath, imagePath, systemPath, destination } = image;
  return {
    ...{ id, name: keptName(image), flake, attribute, host, how, place, startedAt, ms, built, downloadBytes },
    ...{ revision, lockHash, nixpkgsRevision, bytes, sha256, storePath, imagePath, systemPath, destination },
  };
}

/** An image as `--json` has it, with what is left of it and where: a copy here counts more than the original elsewhere. */
export function listedImage(image: KeptImage, state: KeptState, folder: string): ListedImage {
  const copied = image.file !== null && state === 'here';
  const path = copied ? join(folder, image.file) : image.imagePath;
  return { ...describedImage(image), destination: copied ? null : image.destination, state, path };
}
