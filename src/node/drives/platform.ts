import type { Drive } from '../../core/drives/drive.ts';

/** How drives are found on one operating system. */
export interface DrivesPlatform {
  /** Every whole block device, in a stable order. */
  readonly listAll: () => Promise<readonly Drive[]>;
  /** Null when there is no block device at that path. */
  readonly inspect: (device: string) => Promise<Drive | null>;
  /** A text that changes when something about the drives may have; null where only listing tells. */
  readonly fingerprint: (() => string) | null;
}
