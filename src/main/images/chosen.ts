import type { ChosenImage } from '../../contract/window/images.ts';
import type { JudgedImage } from '../../core/drives/judge.ts';
import type { CardOrigin } from '../../core/flash/request.ts';
import type { ImagesPort } from '../../core/ports.ts';
import { needsOfImage } from '../../core/seed/needs.ts';
import type { LookedAt } from './look-at-image.ts';

/** The image that is to be written, with what the page does not see. */
export interface ImageToWrite {
  readonly shown: ChosenImage;
  /** A path, or what `images` calls it. */
  readonly reference: string;
  readonly images: ImagesPort;
  /** For the rules about drives; null where it was not looked into. */
  readonly judged: JudgedImage | null;
  readonly user: string | null;
  readonly origin: CardOrigin;
}

type Named = Pick<ChosenImage, 'id' | 'kind' | 'name' | 'shown'>;

/** An image that was looked into, for people. */
export function shownImage(named: Named, { record, hasSeed, ...looked }: LookedAt): ChosenImage {
  const { format, bytes, givenBytes } = looked;
  const needs = record === null || hasSeed ? null : needsOfImage(record);
  return {
    ...named,
    ...{ format, bytes, givenBytes },
    ...{ host: record?.host ?? null, nixos: record?.nixos ?? null, board: record?.board ?? null },
    seed: record === null ? 'refuses' : 'takes',
    needs: needs && { ...needs, wifi: needs.wifi.map(({ ssid, hidden, security }) => ({ ssid, hidden, security })) },
  };
}
