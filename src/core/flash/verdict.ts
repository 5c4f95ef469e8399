/** What may have changed the bytes: the card, the reader with its cable and port, or the image and this computer's memory. */
export const SUSPECTS = ['card', 'reader', 'image'] as const;
export type Suspect = (typeof SUSPECTS)[number];

/** What is known of a block that came back with other bytes than were sent. */
export interface Evidence {
  /** What reading it a second time gave: the right bytes, the same wrong ones, or others again. */
  readonly second: 'right' | 'same' | 'other';
  /** Whether the image's source still gives the bytes that were sent; `unknown` where it was not read again. */
  readonly image: 'same' | 'changed' | 'unknown';
  /** Whether this block, or another one of the card, had been written a second time before. */
  readonly rewritten: 'none' | 'this' | 'another';
}

/**
 * What speaks for a verdict, as the words for people tell it: a second reading gave the same wrong bytes (`same`), the right
 * ones (`right`) or other wrong ones (`unsteady`); the block was written once more and is wrong again (`again`); another block
 * had been written once more before (`another`); the image has other bytes there now than were sent (`image`).
 */
export const GROUNDS = ['same', 'again', 'another', 'right', 'unsteady', 'image'] as const;
export type Grounds = (typeof GROUNDS)[number];

export interface Verdict {
  readonly suspect: Suspect;
  readonly grounds: Grounds;
  /** One writing of the block more may help: the card is at fault, the true bytes are known, and it was not tried yet. */
  readonly mayRewrite: boolean;
}

/**
 * Who is likely at fault. Nothing here is a proof: a drive may answer the second read out of a cache of its own, and a
 * reader may be wrong twice in the same way.
 */
export function judgeMismatch({ second, image, rewritten }: Evidence): Verdict {
  // What was sent was right by its hash, and is not what the file says now: no reader and no card could do that.
  if (image === 'changed') return { suspect: 'image', grounds: 'image', mayRewrite: false };
  if (rewritten === 'this') return { suspect: 'card', grounds: 'again', mayRewrite: false };
  switch (second) {
    case 'right':
      return { suspect: 'reader', grounds: 'right', mayRewrite: false };
    case 'other':
      return { suspect: 'reader', grounds: 'unsteady', mayRewrite: false };
    case 'same':
      return rewritten === 'another'
        ? { suspect: 'card', grounds: 'another', mayRewrite: false }
        : { suspect: 'card', grounds: 'same', mayRewrite: image === 'same' };
  }
}
