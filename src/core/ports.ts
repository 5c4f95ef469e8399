import type { Drive } from './drives/drive.ts';
import type { ByteReader } from './fat/fat.ts';
import type { WriterCommand } from './flash/protocol-commands.ts';
import type { WriterEvent } from './flash/protocol-events.ts';

/** What core needs of an `AbortSignal`: Node's and the browser's both fit. */
export interface CancelSignal {
  readonly aborted: boolean;
  /** Why; `Detached` when nobody waits any more for what can go on without us. */
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Milliseconds since some fixed point; never goes back. */
export interface Clock {
  now(): number;
}

export const IMAGE_FORMATS = ['raw', 'gzip', 'xz', 'bzip2', 'zstd', 'zip'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** An image that has been found and whose format is known by its content; nothing of it was decoded yet. */
export interface ImageSource {
  /** File name or URL, for people. Never with a password in it. */
  readonly name: string;
  readonly format: ImageFormat;
  /** Decoded length in bytes, or null where the format does not tell before the end. */
  readonly bytes: number | null;
  /** Length as given (compressed), in bytes, or null for a download of unknown length. */
  readonly givenBytes: number | null;
  /** Kernel names (`sda`) of the whole disks that the file lies on. Empty for a download. */
  readonly onDisks: readonly string[];
  /** The given file lies on this computer: another pass is no other download. */
  readonly isLocal: boolean;
  /** Whether this path leads to the very file that the image is read from, by whatever name. False for a download. */
  isAt(path: string): Promise<boolean>;
  /** The first decoded bytes (at most 64 KiB): enough for partition tables. */
  readonly head: Uint8Array;
  /**
   * Reads from the start, decoded. A chunk is valid only until the next is asked for. Throws AppError `image-*`,
   * `source-read` or `download-failed`; ends early without an error only when `signal` is aborted.
   * May be called again for a second pass.
   */
  chunks(signal: CancelSignal): AsyncIterable<Uint8Array>;
  /** Bytes of the given file that have been read in the current pass. */
  consumed(): number;
  /** How long, in ms, the current pass has waited for bytes of the given file. */
  waitedMs(): number;
  /** SHA-256 (hex) of the file as given, once a pass has ended; null when it was not asked for. */
  givenSha256(): string | null;
  close(): Promise<void>;
}

/** A running SHA-256. */
export interface Sha256 {
  update(bytes: Uint8Array): void;
  /** Of everything so far. */
  hex(): string;
}

export interface ImagesPort {
  /** Opens a path or an http(s) URL. `hashGiven`: also hash the bytes as given. Throws AppError. */
  open(reference: string, options: { hashGiven: boolean; signal: CancelSignal }): Promise<ImageSource>;
}

export interface DrivesPort {
  /** What is known of one block device now. Throws AppError `target-not-found`. */
  inspect(device: string): Promise<Drive>;
}

/**
 * Drives that have shown that they are as large as they claim. Nothing of it rejects: a drive that cannot be looked up or
 * noted is only probed once more.
 */
export interface KnownDrivesPort {
  isKnown(drive: Drive): Promise<boolean>;
  remember(drive: Drive): Promise<void>;
  /** It has turned out not to be what it seemed. */
  forget(drive: Drive): Promise<void>;
}

/** A virtual card that is looked into. */
export interface CardFile extends ByteReader {
  readonly bytes: number;
  close(): Promise<void>;
}

export interface CardFilesPort {
  /** Opens a regular file to be read. Throws AppError `target-not-found`, `permission-denied`, `refused`, `io-error`. */
  open(path: string): Promise<CardFile>;
}

/** How a writer process has ended, as far as that is known: null while it runs, too. */
export interface WriterEnd {
  readonly exitCode: number | null;
  /** As `SIGKILL`. */
  readonly signal: string | null;
  /** Its last words: one line, for a person. */
  readonly detail: string | null;
}

/** A running writer process. Its events end when it has exited. */
export interface WriterSession {
  readonly events: AsyncIterable<WriterEvent>;
  /** Resolves when the bytes have left this process; the memory of `data` may then be used again. */
  send(command: WriterCommand): Promise<void>;
  /** Ends the writer's input. Without a commit before, it aborts. */
  close(): void;
  /** Resolves when the process is gone. Never rejects. */
  readonly exited: Promise<void>;
  /** For the facts of `writer-died`. */
  ended(): WriterEnd;
}

/** What a computer that goes to sleep would break off. */
export type AwakeJob = 'build' | 'write';

/** Keeps this computer from going to sleep, by itself or because somebody closes its lid. */
export interface AwakePort {
  /**
   * Resolves when it is kept awake, or when it is known that it cannot be, to what lets it sleep again; calling that twice does
   * nothing. Takes some seconds at most, and never rejects: nothing is left undone because a computer might sleep.
   */
  hold(job: AwakeJob): Promise<() => void>;
}

export interface WriterPort {
  /** Starts the writer, with root's rights when `elevate`. Throws AppError `not-authorised`, `no-elevation`. */
  start(options: { elevate: boolean; signal: CancelSignal }): Promise<WriterSession>;
}
