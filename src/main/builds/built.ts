import type { KeptImage } from '../../core/kept/record.ts';
import type { BuildEvent } from '../../core/nix/events.ts';
import type { End } from '../../core/jobs/job.ts';
import type { CancelSignal } from '../../core/ports.ts';
import type { BuiltImage } from '../../node/places/built-image.ts';

/** An image that a build has made, and how to read it. */
export interface Built {
  readonly kind: 'built' | 'demo';
  /** For people: the name of its file. */
  readonly name: string;
  /** The Pi that it is for; null for the demo's. */
  readonly host: string | null;
  readonly image: Pick<BuiltImage, 'elsewhere' | 'path' | 'bytes' | 'images'>;
  /** What is remembered of it; null for the demo's, and where it could not be kept. */
  readonly kept: KeptImage | null;
}

/** One build that is about to run. */
export interface BuildJob {
  /** How long it may take, by earlier builds; null where those do not tell. Never rejects. */
  readonly estimate: (amount: BuildAmount) => Promise<number | null>;
  /** Runs it. `workDir` is a folder for a link to the result, or the result itself. */
  readonly run: (workDir: string, signal: CancelSignal) => AsyncIterable<BuildEvent | End<Built>>;
}

/** What an estimate is made of. */
export interface BuildAmount {
  readonly toBuild: number;
  readonly downloadBytes: number;
  readonly how: 'native' | 'cross' | null;
}
