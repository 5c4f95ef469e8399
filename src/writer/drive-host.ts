import type { DriveTarget } from '../contract/writer.ts';
import type { Drive } from '../core/drives/drive.ts';
import type { DriveAccess, JudgedImage } from '../core/drives/judge.ts';
import type { AbortSwitch } from './abort.ts';
import type { Device } from './device.ts';

/** What is done to drives in another way on each operating system. Everything else of the writer is the same on all. */
export interface DriveHost {
  /** This process has the rights to write drives. */
  readonly root: boolean;
  /** Opening a drive to write it takes its partitions off: a card is not untouched any more, whatever comes then. */
  readonly openErases: boolean;
  /**
   * Judges a drive on facts read now, whatever the other side believes; `image` is null where none is written. Returns the
   * facts; throws AppError `refused`, `drive-changed` or `drive-lost`.
   */
  readonly check: (target: DriveTarget, image: JudgedImage | null, access?: DriveAccess) => Promise<Drive>;
  /** Unmounts what was mounted for the person, never by force. Returns the paths; throws AppError `mount-busy`. */
  readonly unmount: (drive: Drive) => Promise<readonly string[]>;
  /** Opens a drive that has been checked and unmounted, for nobody else to write, and judges it once more when it is open. */
  readonly open: (
    target: DriveTarget,
    image: JudgedImage | null,
    abort: AbortSwitch,
    access?: DriveAccess,
  ) => Promise<Device>;
  /** Lets a closed drive go when that is `wanted`, else hands it to this computer. Returns whether it was ejected. */
  readonly letGo: (target: DriveTarget, wanted: boolean) => Promise<boolean>;
}
