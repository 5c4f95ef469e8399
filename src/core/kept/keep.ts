import { toAppError, type Facts } from '../errors.ts';
import { throwIfCancelled } from '../jobs/job.ts';
import type { Site } from '../places/place.ts';
import type { CancelSignal } from '../ports.ts';
import { remoteFlake, withoutPassword } from './flake-facts.ts';
import type { FlakeFacts, KeptPort } from './ports.ts';
import { imagesToPrune } from './prune.ts';
import { KEPT_FORMAT, keptGroup, rootNames, systemRootName, type KeptImage } from './record.ts';
import { findSystem } from './system.ts';

/** An image that was built just now, and how that went. */
export interface BuiltImage extends Pick<
  KeptImage,
  | 'flake'
  | 'attribute'
  | 'host'
  | 'how'
  | 'place'
  | 'startedAt'
  | 'ms'
  | 'built'
  | 'downloadBytes'
  | 'bytes'
  | 'storePath'
  | 'imagePath'
> {
  /** What the flake was when the build began, where somebody asked: it may have been changed since. */
  readonly revision?: string | null;
}

/** `code` is looked up as `build-note.<code>`. */
export interface KeepNote {
  readonly code: 'keep-failed' | 'unkeep-failed';
  readonly facts: Facts;
}

export interface KeepEnd {
  /** Null when it could not be kept. */
  readonly image: KeptImage | null;
  readonly notes: readonly KeepNote[];
}

/**
 * Keeps an image: holds it and its system in the store that they are in, notes what is known of it, and lets go of what is
 * more than the newest `keep`. The same image again is the same record, and newest. What goes wrong with that is told by
 * notes: the image is there nevertheless. Throws only AppError `cancelled`.
 */
export async function keepImage(
  built: BuiltImage,
  site: Site,
  kept: KeptPort,
  keep: number,
  signal: CancelSignal,
): Promise<KeepEnd> {
  try {
    const { images } = await kept.list();
    const image = await record(built, images, site, kept, signal);
    return {
      image,
      notes: await prune(image, [image, ...images.filter(({ id }) => id !== image.id)], site, kept, keep),
    };
  } catch (error) {
    throwIfCancelled(signal);
    return { image: null, notes: [noteOf('keep-failed', error)] };
  }
}

async function record(
  { revision, ...built }: BuiltImage,
  images: readonly KeptImage[],
  site: Site,
  kept: KeptPort,
  signal: CancelSignal,
): Promise<KeptImage> {
  const { nix, elsewhere } = site;
  const flake = withoutPassword(built.flake);
  const group = keptGroup({ ...built, flake });
  const before = images.find((image) => keptGroup(image) === group && image.storePath === built.storePath);
  const id = before?.id ?? kept.newId();
  await site.keep(id, built.storePath);
  try {
    const systemPath = await findSystem(nix, built.storePath, signal);
    if (systemPath !== null) await site.keep(systemRootName(id), systemPath);
    const facts = await flakeFacts(built.flake, site, kept, signal);
    const image: KeptImage = {
      format: KEPT_FORMAT,
      ...built,
      ...{ id, flake, systemPath, ...facts, revision: revision ?? facts.revision },
      order: Math.max(0, ...images.map(({ order }) => order)) + 1,
      // A run that found it built already says nothing of how long it takes.
      ...(before && built.built === 0 ? workOf(before) : {}),
      // What is in a store does not change.
      sha256: before?.imagePath === built.imagePath ? before.sha256 : await nix.sha256(built.imagePath, signal),
      file: before?.file ?? null,
      destination: elsewhere,
    };
    throwIfCancelled(signal);
    await kept.write(image);
    return image;
  } catch (error) {
    // A root of which no record knows would hold it for ever.
    if (!before) await site.unkeep(rootNames({ id })).catch(() => undefined);
    throw error;
  }
}

function workOf({ ms, built, downloadBytes }: KeptImage): Pick<KeptImage, 'ms' | 'built' | 'downloadBytes'> {
  return { ms, built, downloadBytes };
}

async function flakeFacts(flake: string, site: Site, kept: KeptPort, signal: CancelSignal): Promise<FlakeFacts> {
  const local = await kept.localFlake(flake);
  return local ?? remoteFlake(flake, site.nix, signal);
}

async function prune(
  image: KeptImage,
  images: readonly KeptImage[],
  site: Site,
  kept: KeptPort,
  keep: number,
): Promise<readonly KeepNote[]> {
  const group = keptGroup(image);
  const notes: KeepNote[] = [];
  for (const old of imagesToPrune(images, Math.max(1, keep))) {
    // Those of other groups may be held elsewhere, and are none of this build's business.
    if (keptGroup(old) !== group) continue;
    try {
      await site.unkeep(rootNames(old));
      await kept.remove(old);
    } catch (error) {
      notes.push(noteOf('unkeep-failed', error));
    }
  }
  return notes;
}

function noteOf(code: KeepNote['code'], thrown: unknown): KeepNote {
  const error = toAppError(thrown);
  const { detail, reason } = error.facts;
  return { code, facts: { error: error.code, detail: detail ?? reason ?? error.code } };
}
