import type { CancelSignal, Clock, ImageSource, ImagesPort } from '../ports.ts';
import type { ConsoleName } from './console.ts';

/** What the machine is made of: paths, and bytes of memory. */
export interface MachineParts {
  readonly qemu: string;
  readonly uBoot: string;
  readonly card: string;
  readonly memoryBytes: number;
}

/** A running machine. */
export interface Machine {
  /** On its serial console. */
  type(text: string): void;
  /** Switches it off, as by pulling the plug. */
  stop(): void;
}

export type MachineEnd =
  /** By itself, or by `stop` or the signal. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'timeout' }
  /** QEMU itself failed; in its own words. */
  | { readonly kind: 'failed'; readonly detail: string };

export interface MachinesPort {
  /** QEMU and U-Boot on this computer. Throws AppError `qemu-missing`, `u-boot-missing`. */
  find(uBoot: string | null): Promise<Pick<MachineParts, 'qemu' | 'uBoot'>>;
  /** Runs a machine to its end, which comes after `timeoutMs` at the latest. It has no network, and only `card` as a drive. */
  run(
    parts: MachineParts,
    hear: (machine: Machine, from: ConsoleName, output: string) => void,
    options: { readonly timeoutMs: number; readonly signal: CancelSignal },
  ): Promise<MachineEnd>;
}

/** A copy of an image on a card that may be written. */
export interface CardCopy {
  readonly path: string;
  /** Throws AppError `boot-no-room` where there is none any more for what the machine writes. */
  assertRoom(): Promise<void>;
  remove(): Promise<void>;
}

export interface BootPorts {
  readonly images: ImagesPort;
  readonly machines: MachinesPort;
  readonly clock: Clock;
  /** Keeps a console in a file for the person; resolves to its path. */
  readonly keepLog: (text: string) => Promise<string>;
  /** Unpacks an image into a card with some more room. Throws AppError `boot-no-room`, and those of the image. */
  readonly copyCard: (image: ImageSource, copied: (bytes: number) => void, signal: CancelSignal) => Promise<CardCopy>;
}
