import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { wholeShare } from '../../contract/window/flash-share.ts';
import type { AwakePort } from '../../core/ports.ts';
import { cardFiles } from '../../node/card-files.ts';
import { createDrives } from '../../node/drives/drives.ts';
import { createKnownDrives } from '../../node/drives/known-drives.ts';
import { writerPort } from '../../node/elevate/writer-port.ts';
import { createKept } from '../../node/kept/kept.ts';
import { createNixPort } from '../../node/nix/nix-port.ts';
import { newSha256 } from '../../node/sha256.ts';
import { createSeedPorts } from '../../node/seed/seed-ports.ts';
import type { Words } from '../../words/words.ts';
import type { TaskbarProgress } from '../desktop.ts';
import type { Drafts } from '../drafts/draft-file.ts';
import { createDriveList, type DriveList } from '../drives/drives.ts';
import { createContentReader } from '../drives/read-contents.ts';
import { createImages, type Images } from '../images/images.ts';
import { createRecentImages } from '../images/recent-images.ts';
import type { Publish } from '../ipc/topics.ts';
import type { Noted } from '../noted.ts';
import type { Notify } from '../notify.ts';
import type { Offers } from '../offers.ts';
import type { PreferencesKeeper } from '../preferences/preferences.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Start } from '../start.ts';
import { createFlash, type Flash } from './flash.ts';
import { tellEnd } from './tell-end.ts';
import { createTellRewrite } from './tell-rewrite.ts';

/** A yes to losing a card's content is none before this: nobody has read the question by then. */
const CONFIRM_MS = 1500;

/** The image, the drives, and the writing of one to the others. */
export interface CardServices {
  readonly images: Images;
  readonly driveList: DriveList;
  readonly flash: Flash;
}

export interface CardSetUp {
  /** Where what belongs to the window is kept. */
  readonly folder: string;
  readonly start: Start;
  /** Program and version. */
  readonly writtenBy: string;
  readonly offers: Offers;
  readonly drafts: Pick<Drafts, 'load'>;
  readonly vault: Vault;
  readonly preferences: PreferencesKeeper;
  readonly awake: AwakePort;
  readonly noted: Pick<Noted, 'error' | 'flashEnded'>;
  readonly notify: Notify;
  readonly words: () => Words;
  readonly publish: Publish;
  readonly showProgress: (progress: TaskbarProgress) => void;
  /** Somebody who hears the question is not to be hurried or held up by a clock. */
  readonly hasScreenReader: () => boolean;
}

/** Makes them, on this computer's own drives and files. */
export function createCardServices(setUp: CardSetUp): CardServices {
  const { folder, start, offers, publish, preferences } = setUp;
  const drives = createDrives();
  const images = createImages({
    ...{ offers, writtenBy: setUp.writtenBy, kept: createKept(createNixPort()).kept },
    publish: (image) => publish('image', image),
    recent: createRecentImages(join(folder, 'recent-images.json')),
    isWriting: () => flash.isBusy(),
    mayChooseBuilt: async () => (await setUp.drafts.load())?.way !== 'image',
  });
  const driveList = createDriveList({
    ...{ offers, drives, allowVirtual: start.allowVirtualDevices },
    publish: (topic) => publish('drives', topic),
    image: () => images.chosen()?.judged ?? null,
    reader: createContentReader({
      ...{ drives, cardFiles, allowVirtual: start.allowVirtualDevices },
      writer: () => writerPort(),
    }),
    isWriting: () => flash.isBusy() && flash.hasBegun(),
    isBusy: () => flash.isBusy(),
    severalAllowed: () => preferences.get().severalCards,
  });
  images.onChange(() => driveList.refresh());
  driveList.refresh();
  if (start.demo) driveList.addCard(demoCard(folder), null);
  const ports = {
    ...{
      drives,
      knownDrives: createKnownDrives(),
      cardFiles,
      awake: setUp.awake,
      clock: performance,
      newSha256,
      newJobId: randomUUID,
    },
    timestamp: () => new Date().toISOString(),
  };
  const tellRewrite = createTellRewrite(setUp.notify, setUp.words);
  const flash = createFlash({
    ...{ images, list: driveList, vault: setUp.vault, ports },
    ...{ seedPorts: createSeedPorts(), writer: () => writerPort() },
    confirmMs: () => (setUp.hasScreenReader() ? 0 : CONFIRM_MS),
    onUntold: (error) => setUp.noted.error('flash', error),
    publish: (topic) => {
      publish('flash', topic);
      tellRewrite(topic);
      if (topic?.state === 'running') setUp.showProgress(wholeShare(topic) ?? 'unknown');
    },
    onEnd: (topic) => {
      setUp.noted.flashEnded(topic);
      setUp.showProgress(null);
      tellEnd(topic, setUp.notify, setUp.words());
    },
  });
  return { images, driveList, flash };
}

/** A file in place of a card, so that the whole way can be tried without one. */
function demoCard(folder: string): string {
  const place = join(folder, 'demo');
  mkdirSync(place, { recursive: true, mode: 0o700 });
  return join(place, 'card.img');
}
