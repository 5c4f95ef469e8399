import { AppError } from '../errors/app-error.ts';
import type { NixPort } from './ports.ts';

const IMAGE = /\.img(?:\.(?:zst|gz|xz|bz2))?$/;
/** Where NixOS puts the image of a card into its result. */
const FOLDER = 'sd-image';

/**
 * The one image in a build's result: in `sd-image/`, else at the top, or the result itself.
 * Throws AppError `no-image-built`, `several-images-built`.
 */
export async function findImage(nix: NixPort, storePath: string): Promise<{ path: string; bytes: number }> {
  const top = await nix.list(storePath);
  const paths = top === null ? [storePath].filter((path) => IMAGE.test(path)) : await imagesIn(nix, storePath, top);
  const [path] = paths;
  if (path === undefined) throw new AppError('no-image-built', { storePath });
  if (paths.length > 1)
    throw new AppError('several-images-built', {
      storePath,
      names: paths.map((found) => found.slice(storePath.length + 1)).join(', '),
    });
  return { path, bytes: await nix.bytes(path) };
}

async function imagesIn(nix: NixPort, storePath: string, top: readonly string[]): Promise<readonly string[]> {
  const inFolder = top.includes(FOLDER) ? ((await nix.list(`${storePath}/${FOLDER}`)) ?? []) : [];
  const images = inFolder.filter((name) => IMAGE.test(name));
  if (images.length > 0) return images.map((name) => `${storePath}/${FOLDER}/${name}`);
  return top.filter((name) => IMAGE.test(name)).map((name) => `${storePath}/${name}`);
}
