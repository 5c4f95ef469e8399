import { basename } from 'node:path';
import type { ChosenImage, ImageOffer } from '../../contract/window/images.ts';
import type { CardOrigin } from '../../core/flash/request.ts';
import type { KeptPort } from '../../core/kept/ports.ts';
import { keptName, type KeptImage } from '../../core/kept/record.ts';
import { AppError } from '../../core/errors/app-error.ts';
import type { ImagesPort } from '../../core/ports.ts';
import { images as givenImages } from '../../node/images/images.ts';
import { originOfImage, originOfKept, unknownOrigin } from '../../node/kept/origin.ts';
import type { Built } from '../builds/built.ts';
import type { Offers } from '../offers.ts';
import { shownPath } from '../projects/shown-path.ts';
import { shownImage, type ImageToWrite } from './chosen.ts';
import { lookAtImage } from './look-at-image.ts';
import type { RecentImages } from './recent-images.ts';
import { recentOffers } from './recent-offers.ts';

declare module '../offers.ts' {
  interface OfferKinds {
    /** The image that is chosen, or that a build has made. */
    readonly image: null;
    /** An image file that may be chosen again. */
    readonly 'image-file': { readonly path: string; readonly kept: KeptImage | null };
  }
}

export interface ImagesOptions {
  readonly offers: Offers;
  readonly publish: (image: ChosenImage | null) => void;
  readonly recent: RecentImages;
  readonly kept: KeptPort;
  /** Program and version, for the record on a card. */
  readonly writtenBy: string;
  /** While a card is being written no person chooses another image. */
  readonly isWriting: () => boolean;
  /** Whether a build that has ended may choose its image by itself: not while a person writes an image file. */
  readonly mayChooseBuilt: () => Promise<boolean>;
}

/** The image that is to be written: there is at most one. What a person chooses is AppError `flash-running` during a write. */
export interface Images {
  /** Takes a file that a person chose, dropped or opened with the app. Throws AppError, and all stays as it was. */
  openPath(path: string): Promise<ChosenImage>;
  /** Keeps what a build has made, and chooses it where it may. Throws AppError for one that is no image. */
  takeBuilt(built: Built): Promise<ChosenImage>;
  /** Chooses what the last build has made. Throws AppError `offer-gone` for another id. */
  useBuilt(id: string): ChosenImage;
  /** Takes one that was offered. Throws AppError, `offer-gone` too. */
  useOffer(id: string): Promise<ChosenImage>;
  recent(): Promise<readonly ImageOffer[]>;
  keptHere(): Promise<readonly ImageOffer[]>;
  clear(): void;
  chosen(): ImageToWrite | null;
  /** Calls `listener` whenever another image is chosen. */
  onChange(listener: () => void): void;
}

export function createImages(options: ImagesOptions): Images {
  const { offers, publish, recent, kept, writtenBy, isWriting, mayChooseBuilt } = options;
  let chosen: ImageToWrite | null = null;
  /** What the last build has made: chosen, or to be chosen again. */
  let made: ImageToWrite | null = null;
  let turn = 0;
  const listeners: (() => void)[] = [];

  const choose = (image: ImageToWrite | null): void => {
    if (chosen && chosen !== made) offers.withdraw(chosen.shown.id);
    chosen = image;
    publish(image?.shown ?? null);
    for (const listener of listeners) listener();
  };

  interface Candidate {
    readonly kind: ChosenImage['kind'];
    readonly name: string;
    readonly reference: string;
    readonly shown: string;
    readonly images: ImagesPort;
    readonly origin: CardOrigin;
  }

  const look = async (candidate: Candidate): Promise<ImageToWrite> => {
    const { kind, name, reference, images, origin } = candidate;
    const looked = await lookAtImage(reference, images, new AbortController().signal);
    const id = offers.offer('image', null);
    const shown = shownImage({ id, kind, name, shown: candidate.shown }, looked);
    return { shown, reference, images, origin, judged: looked.judged, user: looked.record?.seed.user ?? null };
  };

  /** The page is not the judge of it: it may not know yet that a card is being written. */
  const assertFree = (): void => {
    if (isWriting()) throw new AppError('flash-running');
  };

  const openFile = async (path: string, record: KeptImage | null): Promise<ChosenImage> => {
    assertFree();
    const mine = ++turn;
    const origin = record ? originOfKept(record, writtenBy) : await originOfImage(path, kept, writtenBy);
    const kind = record ? 'built' : 'file';
    const name = record ? keptName(record) : basename(path);
    const image = await look({ kind, name, reference: path, shown: shownPath(path), images: givenImages, origin });
    assertFree();
    // Of two that were opened one after the other, the later stays, whichever was looked into first.
    if (mine === turn) choose(image);
    if (!record) await recent.note({ path, at: new Date().toISOString(), bytes: image.shown.givenBytes });
    return image.shown;
  };

  const offering = recentOffers({ offers, recent, kept });
  return {
    openPath: (path) => openFile(path, null),
    takeBuilt: async ({ kind, name, host, image, kept: record }) => {
      const mine = (await mayChooseBuilt()) ? ++turn : null;
      const origin = record ? originOfKept(record, writtenBy) : unknownOrigin(writtenBy);
      const shown = image.elsewhere === null ? shownPath(image.path) : `${image.elsewhere}:${image.path}`;
      const taken = { kind, name: host ?? name, reference: image.path, shown, images: image.images, origin };
      const before = made;
      made = await look(taken);
      if (before && before !== chosen) offers.withdraw(before.shown.id);
      if (mine === turn) choose(made);
      return made.shown;
    },
    useBuilt: (id) => {
      if (made?.shown.id !== id) throw new AppError('offer-gone', { kind: 'image' });
      if (chosen === made) return made.shown;
      assertFree();
      turn++;
      choose(made);
      return made.shown;
    },
    useOffer: async (id) => {
      const { path, kept: record } = offers.take('image-file', id);
      return openFile(path, record);
    },
    recent: offering.recent,
    keptHere: offering.keptHere,
    clear: () => {
      turn++;
      choose(null);
    },
    chosen: () => chosen,
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}
