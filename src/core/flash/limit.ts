import type { Clock, ImageSource } from '../ports.ts';
import type { Limit } from './events.ts';

/** Shorter looks would say more of a card's pauses than of what is slow. */
const LOOK_MS = 1000;

/** Follows one pass: where its time goes. */
export interface LimitMeter {
  /** The image has given a chunk. */
  got(): void;
  /** The chunk has gone to the writer. */
  sent(): void;
}

/**
 * Finds out what a pass waits for: for the writer's window (the slowest drive) or for the image, and of that for the bytes
 * as given or for their decoder. `tell` hears of the first look, and then of each that finds another.
 */
export function createLimitMeter(
  clock: Clock,
  source: Pick<ImageSource, 'format' | 'waitedMs'>,
  tell: (by: Limit) => void,
): LimitMeter {
  let told: Limit | null = null;
  let lookedAt = clock.now();
  let waitedBefore = source.waitedMs();
  let since = lookedAt;
  let forImage = 0;
  let forWriter = 0;

  const look = (now: number): void => {
    if (now - lookedAt < LOOK_MS) return;
    const waited = source.waitedMs();
    const by = limitOf(source, { forImage, forWriter, forGiven: waited - waitedBefore });
    [lookedAt, waitedBefore, forImage, forWriter] = [now, waited, 0, 0];
    if (by === told) return;
    told = by;
    tell(by);
  };

  return {
    got: () => {
      const now = clock.now();
      forImage += now - since;
      since = now;
    },
    sent: () => {
      const now = clock.now();
      forWriter += now - since;
      since = now;
      look(now);
    },
  };
}

interface Waits {
  readonly forImage: number;
  readonly forWriter: number;
  /** For the bytes as given; a decoder that works ahead may have waited for them while the writer was waited for. */
  readonly forGiven: number;
}

function limitOf({ format }: Pick<ImageSource, 'format'>, { forImage, forWriter, forGiven }: Waits): Limit {
  if (forWriter >= forImage) return 'drive';
  return format === 'raw' || forGiven >= forImage / 2 ? 'source' : 'decoding';
}
