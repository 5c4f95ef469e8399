import type { CardOrigin } from '../../core/flash/request.ts';
import type { KeptImage } from '../../core/kept/record.ts';
import { createKept } from '../../node/kept/kept.ts';
import * as kept from '../../node/kept/origin.ts';
import { createNixPort } from '../../node/nix/nix-port.ts';
import { VERSION } from '../version.ts';

const WRITTEN_BY = `nixberry ${VERSION}`;

/** Of an image that was not built here, or before anything was remembered of it. */
export const UNKNOWN_ORIGIN: CardOrigin = kept.unknownOrigin(WRITTEN_BY);

/** What the record of a kept image says of where it comes from. */
export function originOfKept(image: Pick<KeptImage, 'startedAt' | 'ms' | 'revision'>): CardOrigin {
  return kept.originOfKept(image, WRITTEN_BY);
}

/** Where an image file comes from, when it is a kept one. Never rejects. */
export function originOfImage(image: string): Promise<CardOrigin> {
  return kept.originOfImage(image, createKept(createNixPort()).kept, WRITTEN_BY);
}
