import { toAppError, type Facts } from '../errors/app-error.ts';
import { throwIfCancelled } from '../jobs/job.ts';
import { NEVER } from '../jobs/never.ts';
import { withoutPassword } from '../nix/flake-shown.ts';
import type { Site } from '../places/place.ts';
import type { CancelSignal } from '../ports.ts';
import { remoteFlake } from './flake-facts.ts';
import { letGo } from './let-go.ts';
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
  readonly code: 'image-hashing' | 'keep-failed' | 'unkeep-failed';
  readonly facts: Facts;
}

export interface KeepRun {
  readonly signal: CancelSignal;
  readonly note: (note: KeepNote) => void;
}

/** To hash less than this takes a moment. */
const LONG_BYTES = 256e6;

/** What is not known yet while an image is being kept. */
const UNKNOWN = {
  ...{ revision: null, lockHash: null, nixpkgsRevision: null },
  ...{ sha256: null, file: null, systemPath: null },
} as const;

/**
 * Keeps an image: holds it and its system in the store that they are in, notes what is known of it, and lets go of what is
 * more than the newest `keep`. The same image again is the same record, and newest. Resolves to null when it could not be
 * kept: what goes wrong is told by notes, for the image is there nevertheless. Throws only AppError `cancelled`.
 */
export async function keepImage(
  built: BuiltImage,
  site: Site,
  kept: KeptPort,
  keep: number,
  run: KeepRun,
): Promise<KeptImage | null> {
  try {
    const begun = await kept.exclusive(() => begin(built, site, kept), run.signal);
    const image = await complete(begun, built, site, kept, run).catch(async (error: unknown) => {
      await drop(begun, site, kept).catch(() => undefined);
      throw error;
    });
    await prune(image, site, kept, keep, run);
    return image;
  } catch (error) {
    throwIfCancelled(run.signal);
    run.note(noteOf('keep-failed', error));
    return null;
  }
}

/** The record comes first, and says what is not known yet: a root of which no record knows would hold it for ever. */
async function begin({ revision, ...built }: BuiltImage, site: Site, kept: KeptPort): Promise<KeptImage> {
  const { images } = await kept.list();
  const flake = withoutPassword(built.flake);
  const group = keptGroup({ ...built, flake });
  const before = images.find((image) => keptGroup(image) === group && image.storePath === built.storePath);
  const id = before?.id ?? (await kept.newId());
  const image: KeptImage = {
    ...(before ?? UNKNOWN),
    ...built,
    // A run that found it built already says nothing of how long it takes.
    ...(before && built.built === 0 ? workOf(before) : {}),
    ...{ format: KEPT_FORMAT, id, flake, revision: revision ?? before?.revision ?? null },
    order: Math.max(0, ...images.map(({ order }) => order)) + 1,
    // What is in a store does not change.
    sha256: before?.imagePath === built.imagePath ? before.sha256 : null,
    destination: site.elsewhere,
  };
  await kept.write(image);
  try {
    await site.keep(id, built.storePath);
  } catch (error) {
    await undo(image, before, site, kept).catch(() => undefined);
    throw error;
  }
  return image;
}

async function undo(image: KeptImage, before: KeptImage | undefined, site: Site, kept: KeptPort): Promise<void> {
  if (before) return kept.write(before);
  await site.unkeep(rootNames(image));
  await kept.remove(image);
}

/** Finds out the rest, which may take minutes. */
async function complete(
  begun: KeptImage,
  built: BuiltImage,
  site: Site,
  kept: KeptPort,
  { signal, note }: KeepRun,
): Promise<KeptImage> {
  const { nix } = site;
  const systemPath = await findSystem(nix, built.storePath, signal);
  const facts = await flakeFacts(built.flake, site, kept, signal);
  if (begun.sha256 === null && built.bytes > LONG_BYTES) {
    note({ code: 'image-hashing', facts: { bytes: built.bytes, place: site.elsewhere } });
  }
  const sha256 = begun.sha256 ?? (await nix.sha256(built.imagePath, signal));
  const found = { systemPath, ...facts, revision: built.revision ?? facts.revision, sha256 };
  return kept.exclusive(async () => {
    // Another process may have written to it since, or let go of it: what was built just now is wanted.
    const now = (await kept.read(begun.id)) ?? (await begin(built, site, kept));
    if (systemPath !== null) await site.keep(systemRootName(now.id), systemPath);
    throwIfCancelled(signal);
    const image = { ...now, ...found };
    await kept.write(image);
    return image;
  }, signal);
}

/** Lets go of what was begun here, unless it was known before, or another process has taken it up. */
async function drop(begun: KeptImage, site: Site, kept: KeptPort): Promise<void> {
  if (begun.sha256 !== null) return;
  await letGo(begun, site, kept, NEVER);
}

function workOf({ ms, built, downloadBytes }: KeptImage): Pick<KeptImage, 'ms' | 'built' | 'downloadBytes'> {
  return { ms, built, downloadBytes };
}

async function flakeFacts(flake: string, site: Site, kept: KeptPort, signal: CancelSignal): Promise<FlakeFacts> {
  const local = await kept.localFlake(flake);
  return local ?? remoteFlake(flake, site.evaluator ?? site.nix, signal);
}

async function prune(
  image: KeptImage,
  site: Site,
  kept: KeptPort,
  keep: number,
  { signal, note }: KeepRun,
): Promise<void> {
  const group = keptGroup(image);
  try {
    const { images } = await kept.list();
    // Those of other groups may be held elsewhere, and are none of this build's business.
    const ours = images.filter((one) => keptGroup(one) === group);
    for (const old of imagesToPrune(ours, Math.max(1, keep))) {
      try {
        await letGo(old, site, kept, signal);
      } catch (error) {
        throwIfCancelled(signal);
        note(noteOf('unkeep-failed', error));
      }
    }
  } catch (error) {
    throwIfCancelled(signal);
    note(noteOf('unkeep-failed', error));
  }
}

function noteOf(code: KeepNote['code'], thrown: unknown): KeepNote {
  const error = toAppError(thrown);
  const { detail, reason } = error.facts;
  return { code, facts: { error: error.code, detail: detail ?? reason ?? error.code } };
}
