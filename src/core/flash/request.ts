import type { Drive } from '../drives/drive.ts';
import type { Warning } from '../drives/judge.ts';
import type { CancelSignal, Clock, DrivesPort, ImageSource, ImagesPort, WriterPort } from '../ports.ts';
import type { FlashEvent, FlashOutcome } from './events.ts';

export type FlashTargetRequest =
  | { readonly kind: 'drive'; readonly path: string }
  /** A virtual card; `cardBytes` null makes it as long as the image. `exists`: a file is there already. */
  | { readonly kind: 'file'; readonly path: string; readonly cardBytes: number | null; readonly exists: boolean };

export interface ConfirmQuestion {
  readonly target: string;
  /** Null: an existing file would be overwritten. */
  readonly drive: Drive | null;
  readonly warnings: readonly Warning[];
  /** A plain yes is not enough here. */
  readonly typedName: boolean;
}

export interface FlashRequest {
  /** A path or an http(s) URL. */
  readonly image: string;
  readonly targets: readonly FlashTargetRequest[];
  readonly verify: boolean;
  readonly eject: boolean;
  /** Find counterfeit drives with a few markers before the long write. */
  readonly probe: boolean;
  /** Read first, write only the blocks that differ. */
  readonly onlyChanges: boolean;
  /** Lower-case hex of the decoded image or of the file as given. */
  readonly expectSha256: string | null;
  readonly allowVirtual: boolean;
  readonly allowFixed: boolean;
  /** Asked once for each target on which something could be lost; false cancels the job. */
  readonly confirm: (question: ConfirmQuestion) => Promise<boolean>;
}

export interface FlashPorts {
  readonly images: ImagesPort;
  readonly drives: DrivesPort;
  readonly writer: WriterPort;
  readonly clock: Clock;
  /** A new id for a job: letters, digits, - and _, at most 64. */
  readonly newJobId: () => string;
  /** Now, as ISO 8601. */
  readonly timestamp: () => string;
}

/** One run of the flash job: what its parts share. */
export interface FlashRun {
  readonly request: FlashRequest;
  readonly ports: FlashPorts;
  readonly source: ImageSource;
  readonly signal: CancelSignal;
  readonly emit: (event: FlashEvent) => void;
  /** Notes and tells how a target ended: once for each. */
  readonly endTarget: (target: string, outcome: FlashOutcome) => void;
}
