import type { Drive } from '../drives/drive.ts';
import type { Warning } from '../drives/judge.ts';
import type {
  AwakePort,
  CancelSignal,
  CardFilesPort,
  Clock,
  DrivesPort,
  ImageSource,
  ImagesPort,
  KnownDrivesPort,
  Sha256,
  WriterPort,
} from '../ports.ts';
import type { CardRecord } from '../seed/card-record.ts';
import type { ImageRecord } from '../seed/image-record.ts';
import type { Seed } from '../seed/seed.ts';
import type { SeedRefusal } from '../seed/seed-refusal.ts';
import type { CarriedSeed } from './carried-seed.ts';
import type { FlashEvent, FlashOutcome } from './events.ts';
import type { LaidTargets } from './lay.ts';
import type { AskRewriteEvent } from './protocol-wrong-block.ts';

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

/** A block that the card has stored with other bytes than were sent: may it be written once more? In bytes. */
export interface RewriteQuestion extends Pick<AskRewriteEvent, 'length' | 'firstWrong' | 'wrongBytes' | 'wrongBits'> {
  readonly target: string;
}

/** What an image says about seeds: in its own record on the FAT partition, or by having none. */
export type SeedTaker =
  | { readonly kind: 'takes'; readonly record: ImageRecord; readonly carried: CarriedSeed }
  | { readonly kind: 'refuses'; readonly reason: SeedRefusal };

/** Where the image comes from, as far as it is known. */
export type CardOrigin = Pick<CardRecord, 'writtenBy' | 'builtAt' | 'revision'>;

/** What is laid into the FAT partition while the image is written. */
export interface LayRequest {
  readonly origin: CardOrigin;
  /**
   * The seed of one target, or null for none but what the image has already. Asked once for each target, when the image is
   * known and before anything is confirmed. A seed for an image that refuses it is AppError `seed-not-taken`; asking the
   * person whether to go on without one is for the caller.
   */
  readonly seedFor: (question: { readonly target: string; readonly image: SeedTaker }) => Promise<Seed | null>;
}

export type ProbeChoice = 'always' | 'new' | 'never';

export interface FlashRequest {
  /** A path or an http(s) URL. */
  readonly image: string;
  readonly targets: readonly FlashTargetRequest[];
  readonly verify: boolean;
  readonly eject: boolean;
  /** Find counterfeit drives with a few markers before the long write: `new` where the drive is not known to be none. */
  readonly probe: ProbeChoice;
  /** Read first, write only what differs. */
  readonly onlyChanged: boolean;
  /** Leave out what is free in the image's own file systems: what is on the drive there stays. */
  readonly skipFree: boolean;
  /** Lower-case hex of the decoded image or of the file as given. */
  readonly expectSha256: string | null;
  readonly allowVirtual: boolean;
  readonly allowFixed: boolean;
  /** Null: the card gets the image as it is, bit for bit. Else images that take seeds get a record of where they come from. */
  readonly lay: LayRequest | null;
  /** Asked once, of all targets on which something could be lost, if there are any; false cancels the job. */
  readonly confirm: (questions: readonly ConfirmQuestion[]) => Promise<boolean>;
  /**
   * Asked while a card is verified, of one block of each card at most; the next card's question waits for the answer, while
   * cards without one go on. False, or a rejection, ends that card with `verify-mismatch`. Has to answer at once when
   * `signal` is aborted: nobody waits any more.
   */
  readonly mayRewrite: (question: RewriteQuestion, signal: CancelSignal) => Promise<boolean>;
}

export interface FlashPorts {
  readonly images: ImagesPort;
  readonly drives: DrivesPort;
  readonly knownDrives: KnownDrivesPort;
  readonly writer: WriterPort;
  /** Virtual cards, to be read back when something was laid into them. */
  readonly cardFiles: CardFilesPort;
  readonly awake: AwakePort;
  readonly clock: Clock;
  readonly newSha256: () => Sha256;
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
  /** The job's id and when it began (ISO 8601): for the marker of an unfinished card and the record on a finished one. */
  readonly job: string;
  readonly startedAt: string;
  /** What is laid over the image for each target. */
  readonly laid: LaidTargets;
  readonly signal: CancelSignal;
  readonly emit: (event: FlashEvent) => void;
  /** Notes and tells how a target ended: once for each. */
  readonly endTarget: (target: string, outcome: FlashOutcome) => void;
}
