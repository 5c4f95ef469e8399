import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ImageOffer } from '../../contract/window/images.ts';
import type { KeptPort } from '../../core/kept/ports.ts';
import { keptName } from '../../core/kept/record.ts';
import type { Offers } from '../offers.ts';
import { shownPath } from '../projects/shown-path.ts';
import type { RecentImages } from './recent-images.ts';

export interface RecentOffers {
  readonly recent: () => Promise<readonly ImageOffer[]>;
  readonly keptHere: () => Promise<readonly ImageOffer[]>;
}

/** Offers what can be chosen again. A list that is made anew takes the ids of the one before back. */
export function recentOffers({
  offers,
  recent,
  kept,
}: {
  readonly offers: Offers;
  readonly recent: RecentImages;
  readonly kept: KeptPort;
}): RecentOffers {
  return { recent: listing(listRecent, offers), keptHere: listing(listKept, offers) };

  async function listRecent(): Promise<readonly ImageOffer[]> {
    const there = await Promise.all((await recent.list()).map(async (one) => ((await isFile(one.path)) ? [one] : [])));
    return there.flat().map(({ path, at, bytes }) => {
      const id = offers.offer('image-file', { path, kept: null });
      return { id, name: basename(path), shown: shownPath(path), bytes, at };
    });
  }

  async function listKept(): Promise<readonly ImageOffer[]> {
    const { images } = await kept.list();
    const states = await Promise.all(images.map((image) => kept.look(image)));
    return images.flatMap((image, at) => {
      const state = states[at];
      if (state !== 'here' && state !== 'unprotected') return [];
      const path = image.file === null ? image.imagePath : join(kept.folder, image.file);
      const id = offers.offer('image-file', { path, kept: image });
      return [{ id, name: keptName(image), shown: shownPath(path), bytes: image.bytes, at: image.startedAt }];
    });
  }
}

function listing(list: () => Promise<readonly ImageOffer[]>, offers: Offers): () => Promise<readonly ImageOffer[]> {
  let before: readonly ImageOffer[] = [];
  return async () => {
    const now = await list();
    for (const { id } of before) offers.withdraw(id);
    before = now;
    return now;
  };
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}
