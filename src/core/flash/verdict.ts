/**
 * What may have changed the bytes: the card, the reader with its cable and port, or the image and this computer's memory;
 * `unknown` where nothing tells them apart.
 */
export const SUSPECTS = ['card', 'reader', 'image', 'unknown'] as const;
export type Suspect = (typeof SUSPECTS)[number];

/** What is known of a block that came back with other bytes than were sent. */
export interface Evidence {
  /** What reading it a second time gave: the right bytes, the same wrong ones, or others again. */
  readonly second: 'right' | 'same' | 'other';
  /** Whether the image's source still gives the bytes that were sent; `unknown` where it was not read again. */
  readonly image: 'same' | 'changed' | 'unknown';
  /** Whether this block, or another one of the card, had been written a second time before. */
  readonly rewritten: 'none' | 'this' | 'another';
  /** Whether reads are of the medium; otherwise a second one may be of this computer's cache. */
  readonly direct: boolean;
}

/**
 * What speaks for a verdict, as the words for people tell it: a second reading gave the same wrong bytes (`same`), the right
 * ones (`right`) or other wrong ones (`unsteady`); the block was written once more and is wrong again (`again`); another block
 * had been written once more before (`another`); the image has other bytes there now than were sent (`image`); the second
 * reading may have been of a cache and says nothing (`cached`).
 */
export const GROUNDS = ['same', 'again', 'another', 'right', 'unsteady', 'image', 'cached'] as const;
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
export function judgeMismatch({ second, image, rewritten, direct }: Evidence): Verdict {
  // What was sent was right by its hash, and is not what the file says now: no reader and no card could do that.
  if (image === 'changed') return { suspect: 'image', grounds: 'image', mayRewrite: false };
  // Nothing that a cache repeats convicts a card, and what is written once more would be read out of it, too.
  if (!direct && (rewritten === 'this' || second === 'same'))
    return { suspect: 'unknown', grounds: 'cached', mayRewrite: false };
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
