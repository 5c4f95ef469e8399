import * as z from 'zod';
import { sanitizeForDisplay } from '../drives/display.ts';
import type { CardRecord } from '../seed/card-record.ts';
import type { ImageRecord } from '../seed/image-record.ts';
import { SEED_REFUSALS } from '../seed/seed-refusal.ts';
import type { CardIdentity } from './card-identity.ts';

/** A host's name and a volume's label are shorter; a card that says more of itself does so in vain. */
const MAX_CHARACTERS = 64;

const shortText = z.string().max(MAX_CHARACTERS);

/** Whose card it is, in the few facts that are shown beside a drive. All of it is text that a card says of itself. */
export const cardSummarySchema = z.discriminatedUnion('kind', [
  /** `writtenAt` is null where it was not written by us, or without a note of it. */
  z.strictObject({
    kind: z.literal('nixberry'),
    host: shortText,
    nixos: shortText,
    writtenAt: z.iso.datetime().nullable(),
  }),
  z.strictObject({ kind: z.literal('unfinished'), startedAt: z.iso.datetime().nullable() }),
  z.strictObject({ kind: z.literal('other'), what: z.enum(['empty', 'no-table', ...SEED_REFUSALS]) }),
]);

export type CardSummary = Readonly<z.infer<typeof cardSummarySchema>>;

/** The facts of an identity that are shown, cut to a length and without what could play tricks on a reader. */
export function cardSummary(identity: CardIdentity): CardSummary {
  switch (identity.kind) {
    case 'nixberry':
      return nixberrySummary(identity.image, identity.card);
    case 'unfinished':
      return { kind: 'unfinished', startedAt: timeOrNull(identity.startedAt) };
    case 'other':
      return { kind: 'other', what: identity.what };
  }
}

/** The same of the two records alone. One image can be on many cards, each with a name of its own. */
export function nixberrySummary(image: ImageRecord, card: CardRecord | null): CardSummary {
  return {
    kind: 'nixberry',
    host: shown(card?.hostName ?? image.host),
    nixos: shown(releaseOf(image.nixos)),
    writtenAt: timeOrNull(card?.writtenAt ?? null),
  };
}

/** NixOS calls itself `26.05.20260901.abcdef1`; people call it 26.05. */
function releaseOf(nixos: string): string {
  return /^\d+\.\d+/.exec(nixos)?.[0] ?? nixos;
}

function shown(text: string): string {
  // A character that the cut has halved is no text any more.
  return sanitizeForDisplay(text.slice(0, MAX_CHARACTERS).replace(/\p{Cs}$/u, ''));
}

/** A damaged marker may name a thirteenth month, of which no day can be shown. */
function timeOrNull(iso: string | null): string | null {
  return iso !== null && !Number.isNaN(Date.parse(iso)) && z.iso.datetime().safeParse(iso).success ? iso : null;
}
