import type { CancelSignal } from '../ports.ts';
import type { KeptImage } from './record.ts';

/** `newer`: of a later Nixberry. */
export const SKIP_REASONS = ['broken', 'newer', 'unreadable'] as const;

/** A file in the folder that is no record that we understand. It stays as it is. */
export interface SkippedRecord {
  readonly file: string;
  readonly reason: (typeof SKIP_REASONS)[number];
}

export interface KeptList {
  /** Newest first. */
  readonly images: readonly KeptImage[];
  readonly skipped: readonly SkippedRecord[];
}

/**
 * What is left of an image on this computer: `here`; `unprotected` when the next collection of garbage takes it, for its root
 * is gone; `gone` when one has. Of one that is `elsewhere` nothing is known without asking there.
 */
export const KEPT_STATES = ['here', 'unprotected', 'gone', 'elsewhere'] as const;
export type KeptState = (typeof KEPT_STATES)[number];

/** What a flake on this computer is, as far as files and git tell. */
export interface FlakeFacts {
  readonly revision: string | null;
  readonly lockHash: string | null;
  readonly nixpkgsRevision: string | null;
}

/** What was removed because no record names it: the names of files, and the bytes that are free now. */
export interface Swept {
  readonly files: readonly string[];
  readonly freedBytes: number;
}

/** The folder of this person in which images, or what is known of them, are kept. */
export interface KeptPort {
  /** An absolute path. It need not exist. */
  readonly folder: string;
  /** Every record. A folder that is not there has none. Throws AppError `images-folder`. */
  list(): Promise<KeptList>;
  /**
   * Does something while no other process does: whatever writes or removes by what it has read. It is for moments, others
   * wait; and not to be nested. Throws AppError `images-folder`, `cancelled`, and what `work` throws.
   */
  exclusive<Result>(work: () => Promise<Result>, signal: CancelSignal): Promise<Result>;
  /** The record of this id as it is now; null when it is gone, or is none that we understand. */
  read(id: string): Promise<KeptImage | null>;
  /** An id that nothing in the folder has. Never rejects. */
  newId(): Promise<string>;
  /** Writes a record, or a new version of it, whole or not at all. Throws AppError `images-folder`. */
  write(image: KeptImage): Promise<void>;
  /**
   * Removes the record and its copy of the image, and nothing else. Its roots must be gone already. Resolves to the bytes
   * that are free now. Throws AppError `images-folder`.
   */
  remove(image: KeptImage): Promise<number>;
  /**
   * Removes what killed processes have left: files whose names have our shape, that no record names and nobody has touched
   * for an hour. It is `exclusive` itself. Throws AppError `images-folder`, `cancelled`.
   */
  sweep(signal: CancelSignal): Promise<Swept>;
  /** Looks where it lies. */
  look(image: KeptImage): Promise<KeptState>;
  /** Facts of a flake on this computer; null for one that is elsewhere, or of another revision than the work tree's. */
  localFlake(flake: string): Promise<FlakeFacts | null>;
}
