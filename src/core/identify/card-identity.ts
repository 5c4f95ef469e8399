import type { SeedRefusal } from '../flash/request.ts';
import type { CardRecord } from '../seed/card-record.ts';
import type { ImageRecord } from '../seed/image-record.ts';

/** A seed on a card: not yet taken by the Pi, taken, or none that we know of. */
export interface SeedOnCard {
  readonly state: 'waiting' | 'used' | 'none';
  /** Null where it cannot be read. */
  readonly id: string | null;
}

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
  /** Something else: `empty` is zeros at its start, `no-table` no partitions. */
  | {
      readonly kind: 'other';
      readonly what: 'empty' | 'no-table' | SeedRefusal;
      /** Of its FAT partitions, in their order; those without one are left out. */
      readonly labels: readonly string[];
    };
