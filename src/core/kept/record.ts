import * as z from 'zod';
import { unpinned } from './unpinned.ts';

export const KEPT_FORMAT = 1;

const ID = /^[0-9a-f]{8}$/;
/** The name of a file and no path, with an id in it. */
const FILE_NAME = /^[a-zA-Z0-9][a-zA-Z0-9._-]*-([0-9a-f]{8})\.img(?:\.[a-z0-9]+)?$/;
const STORE_PATH = /^\/[^\0]*\/[0-9a-z]{32}-[\w.+?=-]+$/;

const count = z.number().int().nonnegative();
const revision = z.string().regex(/^[0-9a-f]{40,64}(-dirty)?$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const fields = z.strictObject({
  format: z.literal(KEPT_FORMAT),
  id: z.string().regex(ID),
  /** Higher than that of every image kept before it: which is newest does not hang on a clock. */
  order: count,
  /** As Nix was given it, without passwords. */
  flake: z.string(),
  /** As typed; null for the flake's default. */
  attribute: z.string().nullable(),
  /** The `nixosConfigurations.<host>` that it is of, a twin without its `-cross`; null for any other attribute. */
  host: z.string().nullable(),
  how: z.enum(['native', 'cross']).nullable(),
  /** Where it was built, as typed. */
  place: z.string(),
  startedAt: z.iso.datetime(),
  ms: count,
  /** What that took: derivations that were built, and what was downloaded. */
  built: count,
  downloadBytes: count,
  /** The flake's own commit, with `-dirty` where something was changed since. */
  revision: revision.nullable(),
  /** SHA-256 of its flake.lock. */
  lockHash: hash.nullable(),
  nixpkgsRevision: revision.nullable(),
  /** Of the image file as it was built. */
  bytes: count,
  /** Null until all of it was read: of a build that was cut short by then. */
  sha256: hash.nullable(),
  storePath: z.string().regex(STORE_PATH),
  /** The image file in that store. */
  imagePath: z.string(),
  /** The name of a copy in the folder of kept images: of an image whose store is on another machine. */
  file: z.string().nullable(),
  /** The system (`nixos-system-*`) that is in the image. */
  systemPath: z.string().regex(STORE_PATH).nullable(),
  /** The machine in whose store all of this is; null for this computer. */
  destination: z.string().nullable(),
});

/**
 * What is remembered of an image that was built. No secrets. Times in ms, sizes in bytes. A record names no file of another
 * image, and none outside of the folder of kept images.
 */
export const keptImageSchema = fields
  .refine(({ id, file }) => file === null || copyId(file) === id, { path: ['file'] })
  .refine(({ storePath, imagePath }) => imagePath === storePath || imagePath.startsWith(`${storePath}/`), {
    path: ['imagePath'],
  });

export type KeptImage = Readonly<z.infer<typeof keptImageSchema>>;

/** The id of the image that a file is a copy of, by its name; null for a name of another shape. */
export function copyId(file: string): string | null {
  return FILE_NAME.exec(file)?.[1] ?? null;
}

/** How it is called in lists: by its host, else by what was built. */
export function keptName({ host, attribute }: Pick<KeptImage, 'host' | 'attribute'>): string {
  return host ?? attribute ?? 'default';
}

/** What images are newer and older ones of: the same flake, of whichever revision. */
export function keptGroup(image: Pick<KeptImage, 'flake' | 'host' | 'attribute' | 'place'>): string {
  return JSON.stringify([unpinned(image.flake), keptName(image), image.place]);
}

/** The names of the garbage-collector roots that hold it, as far as they are there. */
export function rootNames({ id }: Pick<KeptImage, 'id'>): readonly string[] {
  return [id, systemRootName(id)];
}

export function systemRootName(id: string): string {
  return `${id}-system`;
}

/** Newest first. */
export function byAge(a: KeptImage, b: KeptImage): number {
  return b.order - a.order || compare(b.startedAt, a.startedAt) || compare(b.id, a.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
