import type { Facts } from '../errors.ts';
import type { BuildEvent } from '../nix/events.ts';
import type { NixExit, NixPort } from '../nix/ports.ts';
import type { CancelSignal } from '../ports.ts';
import type { SshDestination } from '../ssh/destination.ts';
import type { HostKey, SshPort } from '../ssh/ports.ts';

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
}

/** A question that only a person can answer: whether this is that machine's key. */
export interface HostKeyQuestion {
  readonly place: string;
  readonly key: HostKey;
}

export interface PlaceRun {
  readonly ports: PlacePorts;
  /** A reference as Nix takes it, `git+file:` and `path:` included, without an attribute. */
  readonly flake: string;
  /** What is built of it, as typed; null for its default. Builds of the same are the same job. */
  readonly attribute: string | null;
  readonly signal: CancelSignal;
  readonly emit: (event: BuildEvent) => void;
}

/** A place that is ready to build one flake. */
export interface Site {
  /** Reads the flake, and the files of a result. */
  readonly nix: NixPort;
  /** The reference by which `nix` knows the flake. */
  readonly flake: string;
  /** What `nix build` is told besides. */
  readonly buildOptions: readonly string[];
  /** What it is itself (`x86_64-linux`); null where it does not say. */
  readonly system: string | null;
  /** How a system can be built for there; null: it cannot. */
  builds(system: string): Promise<'itself' | 'emulated' | 'builders' | null>;
  /** Runs `nix build` with these arguments to its end. A place may take up a run that has begun before. */
  build(argv: readonly string[], options: SiteBuild): Promise<NixExit>;
  /** Where the result's files lie: null for this computer. */
  readonly destination: SshDestination | null;
  /** Keeps a store path from being collected as garbage, under a name. */
  keep(name: string, storePath: string): Promise<void>;
  /** Keeps those no longer. */
  unkeep(names: readonly string[]): Promise<void>;
  /** After a build, whatever its end: what was made there and belongs here (`flake.lock`) comes back. */
  finish(): Promise<void>;
}

export interface SiteBuild {
  readonly signal: CancelSignal;
  /** Each line of Nix's stderr. */
  readonly onLine: (line: string) => void;
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
  /** A short name (16 hex digits) that stands for these words on this computer. */
  id(parts: readonly string[]): string;
}

/** What a look at a place found; the words are `place.<code>` and `place.<code>.next`. */
export interface PlaceRemark {
  readonly code: 'nix-old' | 'space-low' | 'no-arm';
  readonly facts: Facts;
}
