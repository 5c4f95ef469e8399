import type { DrivesTopic } from '../../../src/contract/window/drives.ts';
import type { FlashTopic } from '../../../src/contract/window/flash.ts';
import type { ChosenImage } from '../../../src/contract/window/images.ts';
import { drivesTopics } from '../../../src/contract/window/drives.ts';
import { flashTopics } from '../../../src/contract/window/flash.ts';
import type { Drive } from '../../../src/core/drives/drive.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { FlashPorts } from '../../../src/core/flash/request.ts';
import type { AwakePort } from '../../../src/core/ports.ts';
import { createBell } from '../../../src/core/jobs/deferred.ts';
import { createDriveList, type DriveList } from '../../../src/main/drives/drives.ts';
import type { ContentReader } from '../../../src/main/drives/read-contents.ts';
import { createFlash, type Flash } from '../../../src/main/flash/flash.ts';
import { createImages, type Images } from '../../../src/main/images/images.ts';
import { createRecentImages } from '../../../src/main/images/recent-images.ts';
import { createOffers } from '../../../src/main/offers.ts';
import type { SeedNeeds } from '../../../src/core/seed/needs.ts';
import type { TakenSecrets } from '../../../src/main/secrets/vault.ts';
import type { StartableWriter } from '../../../src/node/elevate/writer-port.ts';
import { createKept } from '../../../src/node/kept/kept.ts';
import { createNixPort } from '../../../src/node/nix/nix-port.ts';
import { createSeedPorts } from '../../../src/node/seed/seed-ports.ts';
import { flashWorld } from '../../support/flash-world.ts';
import { honestScript, type WriterScript } from '../../support/scripted-writer.ts';

export const NOTHING_MISSING = { password: false, wifi: [], tailscale: false } as const;
const NO_TAKEN: TakenSecrets = { password: null, wifi: [], tailscaleKey: null };

const NO_READER: ContentReader = {
  writtenSectors: () => 0,
  usedBytes: () => Promise.resolve(new Map()),
  cardUnasked: () => Promise.resolve(null),
  cardAsked: () => Promise.reject(new AppError('not-authorised', { reason: 'denied' })),
};

export interface CardWorldOptions {
  /** A folder for what main keeps. */
  readonly folder: string;
  readonly script?: WriterScript;
  /** Instead of the scripted one. */
  readonly writer?: () => StartableWriter;
  readonly ports?: Partial<FlashPorts>;
  /** Nothing can be read of what lies on a drive, by default. */
  readonly reader?: ContentReader;
  readonly severalCards?: boolean;
  readonly vault?: {
    readonly missing: (needs: SeedNeeds) => Promise<typeof NOTHING_MISSING>;
    readonly takeFor: (needs: SeedNeeds) => Promise<TakenSecrets>;
  };
  readonly confirmMs?: number;
  readonly way?: 'pi' | 'image';
  /** The page cannot be told of this one. */
  readonly isUntellable?: (topic: FlashTopic | null) => boolean;
}

/** Main's part of the card with drives that a test plugs in, and without Electron. */
export interface CardWorld {
  readonly images: Images;
  readonly list: DriveList;
  readonly flash: Flash;
  readonly world: ReturnType<typeof flashWorld>;
  /** What is plugged in from now on. */
  readonly plug: (...drives: readonly Drive[]) => void;
  /** Listing fails once. */
  readonly breakListing: () => void;
  readonly drives: () => DrivesTopic;
  readonly image: () => ChosenImage | null;
  /** Everything that was told of the writing. */
  readonly told: (FlashTopic | null)[];
  /** Resolves when the newest that was told fits. */
  readonly until: (fits: (topic: FlashTopic | null) => boolean) => Promise<FlashTopic | null>;
  readonly ends: FlashTopic[];
  /** What the page could not be told. */
  readonly untold: AppError[];
  readonly awake: () => number;
  /** Time passes for the confirmation. */
  readonly pass: (ms: number) => void;
}

export function cardWorld(options: CardWorldOptions): CardWorld {
  const offers = createOffers();
  const news = createBell();
  const bell = createBell();
  let plugged: readonly Drive[] = [];
  let broken = false;
  let drivesTopic: DrivesTopic | null = null;
  let image: ChosenImage | null = null;
  let held = 0;
  let later = 0;
  const told: (FlashTopic | null)[] = [];
  const ends: FlashTopic[] = [];
  const untold: AppError[] = [];

  const images = createImages({
    ...{ offers, writtenBy: 'nixberry 0.1.0', kept: createKept(createNixPort(), `${options.folder}/images`).kept },
    publish: (chosen) => {
      image = chosen;
    },
    recent: createRecentImages(`${options.folder}/recent.json`),
    isWriting: () => flash.isBusy(),
    mayChooseBuilt: () => Promise.resolve(options.way !== 'image'),
  });
  const list = createDriveList({
    offers,
    drives: {
      watch: async function* (_options, signal) {
        while (!signal.aborted) {
          if (broken) {
            broken = false;
            throw new AppError('unexpected', { detail: 'lsblk' });
          }
          yield plugged;
          await bell.next();
        }
      },
    },
    publish: (topic) => {
      drivesTopic = drivesTopics.drives.parse(topic);
    },
    image: () => images.chosen()?.judged ?? null,
    reader: options.reader ?? NO_READER,
    isWriting: () => flash.isBusy() && flash.hasBegun(),
    isBusy: () => flash.isBusy(),
    severalAllowed: () => options.severalCards ?? false,
    allowVirtual: false,
  });
  images.onChange(() => list.refresh());
  list.refresh();

  const inspect = (device: string): Promise<Drive> => {
    const found = plugged.find((drive) => drive.device === device);
    return found ? Promise.resolve(found) : Promise.reject(new AppError('target-not-found', { device }));
  };
  const awake: AwakePort = {
    hold: () => {
      held += 1;
      return Promise.resolve(() => {
        held -= 1;
      });
    },
  };
  const world = flashWorld(
    { drives: { inspect }, awake, clock: { now: () => performance.now() + later }, ...options.ports },
    options.script ?? honestScript(),
  );
  const flash = createFlash({
    ...{ images, list, ports: world.ports, seedPorts: createSeedPorts() },
    vault: options.vault ?? {
      missing: () => Promise.resolve(NOTHING_MISSING),
      takeFor: () => Promise.resolve(NO_TAKEN),
    },
    writer:
      options.writer ?? (() => ({ ...world.writer, startAhead: () => undefined, close: () => Promise.resolve() })),
    confirmMs: () => options.confirmMs ?? 0,
    onUntold: (error) => untold.push(error),
    publish: (topic) => {
      if (options.isUntellable?.(topic)) throw new AppError('unexpected', { detail: 'it does not fit' });
      told.push(flashTopics.flash.parse(topic));
      news.ring();
    },
    onEnd: (topic) => ends.push(topic),
  });

  return {
    ...{ images, list, flash, world, told, ends, untold },
    plug: (...drives) => {
      plugged = drives;
      bell.ring();
    },
    breakListing: () => {
      broken = true;
      bell.ring();
    },
    drives: () => {
      if (!drivesTopic) throw new Error('nothing was told of drives');
      return drivesTopic;
    },
    image: () => image,
    until: async (fits) => {
      while (told.length === 0 || !fits(told.at(-1) ?? null)) await news.next();
      return told.at(-1) ?? null;
    },
    awake: () => held,
    pass: (ms) => {
      later += ms;
    },
  };
}

/** Waits for something that main finds out by itself. */
export async function eventually(fits: () => boolean): Promise<void> {
  while (!fits()) await new Promise((resolve) => setImmediate(resolve));
}
