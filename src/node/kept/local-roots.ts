import { lstat, mkdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import type { NixPort } from '../../core/nix/ports.ts';
import { errorWords } from '../../core/nix/text.ts';
import type { Roots } from '../../core/places/place.ts';
import { orNull, working } from './working.ts';

/** A moment, or as long as another Nix collects garbage. */
const TIMEOUT_MS = 120_000;
const FOLDER_MODE = 0o700;
const NAME = /^[0-9a-f]{8}(-system)?$/;

/** Garbage-collector roots in this computer's store: links in the folder of kept images, of which Nix is told. */
export function createLocalRoots(nix: NixPort, folder: string): Roots {
  const linkOf = (name: string): string => {
    if (!NAME.test(name)) throw new AppError('unexpected', { detail: `no name of a root: ${name}` });
    return join(folder, name);
  };
  return {
    keep: async (name, storePath) => {
      const link = linkOf(name);
      await working(folder, () => mkdir(folder, { recursive: true, mode: FOLDER_MODE }));
      // Indirect: Nix keeps a link to our link, which goes when ours is gone.
      const argv = ['--realise', storePath, '--add-root', link, '--indirect'];
      // Not to be cut short: an image would be left without its root, and it takes a moment.
      const { signal } = new AbortController();
      const { code, stderr } = await nix.run(argv, { signal, timeoutMs: TIMEOUT_MS, program: 'nix-store' });
      if (code !== 0) throw new AppError('unexpected', { detail: `nix-store --add-root: ${errorWords(stderr) ?? ''}` });
    },
    unkeep: async (names) => {
      for (const link of names.map(linkOf)) await working(link, () => removeLink(link));
    },
  };
}

async function removeLink(link: string): Promise<void> {
  const stats = await orNull(lstat(link));
  // What is no link was put there by somebody else.
  if (stats?.isSymbolicLink() === true) await orNull(unlink(link));
}
