import type { Facts } from '../errors/app-error.ts';
import type { ErrorCode } from '../errors/causes.ts';
import type { ImageFormat } from '../ports.ts';
import type { Drive } from '../drives/drive.ts';
import type { Warning } from '../drives/judge.ts';
import type { CardState, Phase, TargetOutcome } from './protocol-events.ts';

/** How a target ended, in the job's own terms: `set-aside` is never an end, the job writes that target again alone. */
export type FlashOutcome =
  /** `seed`: the id of the seed that was laid in and read back, or that was in the image; null without one. */
  | (Extract<TargetOutcome, { kind: 'done' }> & { readonly seed: string | null })
  | Extract<TargetOutcome, { kind: 'cancelled' }>
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly facts: Facts; readonly state: CardState };

/**
 * Worth saying, no reason to stop: mounts were taken off; a slow target gets a pass of its own later; a block came back wrong
 * and is looked into; it was written a second time and is right now.
 */
export const NOTES = ['unmounted', 'set-aside', 'wrong-block', 'rewritten'] as const;
export type NoteCode = (typeof NOTES)[number];

/** What holds the writing up: the given bytes (a file, a network), the decoder, or the slowest drive of the pass. */
export const LIMITS = ['source', 'decoding', 'drive'] as const;
export type Limit = (typeof LIMITS)[number];

/** Everything that happens while an image is written. `target` is the path as the person gave it. */
export type FlashEvent =
  | {
      readonly type: 'image';
      readonly name: string;
      readonly format: ImageFormat;
      readonly bytes: number | null;
      readonly givenBytes: number | null;
    }
  | {
      readonly type: 'target';
      readonly target: string;
      /** Null for a virtual card. */
      readonly drive: Drive | null;
      readonly warnings: readonly Warning[];
    }
  /** A seed will be laid in, or is in the image and stays there. Never a secret: what makes it known, and how much is in it. */
  | {
      readonly type: 'seed';
      readonly target: string;
      readonly id: string;
      readonly hostName: string | null;
      /** How many Wi-Fi networks. */
      readonly wifi: number;
      readonly hostKey: boolean;
    }
  | { readonly type: 'phase'; readonly target: string; readonly phase: Phase }
  | { readonly type: 'progress'; readonly target: string; readonly bytes: number; readonly of: number | null }
  /** How far the image has been read, in bytes as given: no share of the work, since what is left may unpack to any length. */
  | { readonly type: 'source'; readonly consumed: number; readonly of: number | null }
  /** Told when it is another than before; of the present phase. */
  | { readonly type: 'limit'; readonly target: string; readonly by: Limit }
  | { readonly type: 'stalled'; readonly target: string; readonly ms: number }
  | { readonly type: 'note'; readonly target: string; readonly code: NoteCode; readonly facts: Facts }
  | { readonly type: 'target-end'; readonly target: string; readonly outcome: FlashOutcome };

export interface FlashResult {
  readonly bytes: number;
  /** SHA-256 (hex) of the decoded image. */
  readonly sha256: string;
  /** SHA-256 of the file as given, when an expected hash asked for it. */
  readonly givenSha256: string | null;
  /** Which of the two matched the expected hash; null when none was expected. */
  readonly expectedMatched: 'decoded' | 'given' | null;
  readonly targets: readonly { readonly target: string; readonly outcome: FlashOutcome }[];
}
