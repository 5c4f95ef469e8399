import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { findKept } from '../../core/kept/find.ts';
import { keptName, type KeptImage } from '../../core/kept/record.ts';
import { findSystem, isSystem } from '../../core/kept/system.ts';
import type { NixPort } from '../../core/nix/ports.ts';

/** One of the two that are compared. */
export interface Operand {
  /** Null for a store path. */
  readonly image: KeptImage | null;
  readonly system: string;
}

const STORE_PATH = /^(\/.*\/[0-9a-z]{32}-[^/]+)(?:\/|$)/;

/**
 * What somebody wants to compare: a kept image by its id or host, or a path in this computer's store (or a link to one, as
 * `./result`), which may be that of an image, too. Throws AppError `image-unknown`, `image-ambiguous`, `image-without-system`.
 */
export async function findOperand(
  typed: string,
  images: readonly KeptImage[],
  nix: NixPort,
  signal: AbortSignal,
): Promise<Operand> {
  if (typed.includes('/')) return { image: null, system: await systemAt(typed, nix, signal) };
  const image = findKept(typed, images);
  if (image.systemPath === null) throw new AppError('image-without-system', { name: keptName(image), id: image.id });
  return { image, system: image.systemPath };
}

async function systemAt(typed: string, nix: NixPort, signal: AbortSignal): Promise<string> {
  const path = await realpath(resolve(typed)).catch(() => null);
  if (path === null) throw new AppError('image-unknown', { name: typed, count: null, known: null });
  // Where it is in no store, Nix says so.
  const storePath = STORE_PATH.exec(path)?.[1] ?? path;
  return isSystem(storePath) ? storePath : ((await findSystem(nix, storePath, signal)) ?? storePath);
}
