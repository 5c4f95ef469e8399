import type { BuildEvent } from '../nix/events.ts';
import type { NixPort } from '../nix/ports.ts';
import type { NixSite } from '../nix/site.ts';
import type { CancelSignal } from '../ports.ts';
import type { SshDestination } from '../ssh/destination.ts';
import type { MachineReport } from './machine.ts';
import type { SshPort } from '../ssh/ports.ts';

export const PLACE_KINDS = ['here', 'store', 'host', 'builders'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** Where an image is built. One file each in this folder, listed in `list.ts`. */
export interface Place {
  readonly kind: PlaceKind;
  /** As typed, for people and records. */
  readonly name: string;
  /** The machines that it leads to by ssh: tested before anything is sent there. */
  readonly machines: readonly SshDestination[];
  /** Gets it ready for a flake: sends the project where that is needed. Throws AppError `remote-*`, `nix-missing`. */
  open(run: PlaceRun): Promise<Site>;
}

/** What the places need from outside. */
export interface PlacePorts {
  /** Nix on this computer, which may have none. */
  readonly nix: NixPort;
  readonly ssh: SshPort;
  readonly projects: ProjectPort;
  readonly roots: Roots;
}

/** What keeps store paths from being collected as garbage, each under a name. */
export interface Roots {
  keep(name: string, storePath: string): Promise<void>;
  unkeep(names: readonly string[]): Promise<void>;
}

export interface PlaceRun {
  readonly ports: PlacePorts;
  /** A reference as Nix takes it, `git+file:` and `path:` included, without an attribute. */
  readonly flake: string;
  /** What is built of it, as typed; null for its default. Builds of the same are the same job. */
  readonly attribute: string | null;
  /** What the place's machines said of themselves, in their order. */
  readonly machines: readonly MachineReport[];
  /** Names this run, and no other. */
  readonly id: string;
  readonly signal: CancelSignal;
  readonly emit: (event: BuildEvent) => void;
}

/** A place that is ready to build one flake. */
export interface Site extends NixSite, Roots {
  /** The machine on which the result's files lie; null for this computer. */
  readonly destination: SshDestination | null;
  /** Lets go of what `build` holds; after it, whatever its end, when the result is kept. Never rejects. */
  release(): Promise<void>;
  /** After a build, whatever its end: what was made there and belongs here (`flake.lock`) comes back. Never rejects. */
  finish(): Promise<void>;
}

/** A project on this computer, as it is sent to another. */
export interface PackedProject {
  /** Stands for what is sent, its names and modes included: 64 hex digits. */
  readonly hash: string;
  /** Where the flake is in it: `''`, or `hosts/pi`. */
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  /** SHA-256 of its flake.lock, or null without one. */
  readonly lockHash: string | null;
  /** A tar archive of it. */
  archive(): AsyncIterable<Uint8Array>;
  /**
   * Puts a flake.lock that was made elsewhere into the project, unless somebody has changed ours since: then `changed`.
   * `same` when it is ours already.
   */
  takeLock(text: string): Promise<{ readonly state: 'taken' | 'same' | 'changed'; readonly file: string }>;
}

export interface ProjectPort {
  /**
   * What of a flake on this computer another one needs: the files that git knows, or all of a folder that is no work tree.
   * Null for a flake that is not on this computer. Throws AppError `project-unsendable` with the file and the reason.
   */
  pack(flake: string, signal: CancelSignal): Promise<PackedProject | null>;
  /** A short name (16 hex digits) that stands for these words, and on another computer is another one. */
  id(parts: readonly string[]): Promise<string>;
}
