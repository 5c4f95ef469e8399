import type { SeedRefusal } from '../seed/seed-refusal.ts';
import type { CardRecord } from '../seed/card-record.ts';
import type { ImageRecord } from '../seed/image-record.ts';

/**
 * Why the Pi leaves a seed alone: it was not written to its end or is damaged; it is nothing that this Pi can read; the Pi
 * has taken another one, and this one is not marked to replace it.
 */
export const SEED_FLAWS = ['cut', 'unreadable', 'no-replace'] as const;

/** A seed on a card: to be taken by the Pi at its next start, taken, left alone by it, or none that we know of. */
export type SeedOnCard =
  | { readonly state: 'waiting'; readonly id: string }
  /** Null where the Pi's note cannot be read. */
  | { readonly state: 'used'; readonly id: string | null }
  /** Null where it has none. */
  | { readonly state: 'not-taken'; readonly id: string | null; readonly reason: (typeof SEED_FLAWS)[number] }
  | { readonly state: 'none'; readonly id: null };

/** What a card is, by what lies on it. */
export type CardIdentity =
  /** Being written, or interrupted while it was; nulls where the marker cannot be read. */
  | { readonly kind: 'unfinished'; readonly startedAt: string | null; readonly job: string | null }
  /** Carries an image that takes seeds; `card` is null when it was not written by us. */
  | {
      readonly kind: 'nixberry';
      readonly image: ImageRecord;
      readonly card: CardRecord | null;
      readonly seed: SeedOnCard;
    }
  /** Something else: `empty` is no bytes at all or zeros at its start, `no-table` no partitions. */
  | {
      readonly kind: 'other';
      readonly what: 'empty' | 'no-table' | SeedRefusal;
      /** Of its first FAT partition; null where that has none. */
      readonly label: string | null;
    };
