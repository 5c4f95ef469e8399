import type { CancelSignal } from '../ports.ts';
import type { NixConfig } from './config.ts';
import type { NixExit, NixPort } from './ports.ts';
import { buildsBy, queryConfig, type BuildsBy } from './query.ts';

/** Where Nix builds one flake: on this computer, or on another machine. */
export interface NixSite {
  /** Reads the flake, and the files of a result. */
  readonly nix: NixPort;
  /** The reference by which `nix` knows the flake. */
  readonly flake: string;
  /** What `nix build` is told besides. */
  readonly buildOptions: readonly string[];
  /** What it is itself (`x86_64-linux`); null where it does not say. */
  system(): Promise<string | null>;
  /** The machine on which the result's files lie, for people; null for this computer. */
  readonly elsewhere: string | null;
  /** How it can build for a system; null: it cannot. */
  builds(system: string): Promise<BuildsBy | null>;
  /** Runs `nix build` with these arguments to its end. A site may take up a run that has begun before. */
  build(argv: readonly string[], options: SiteBuild): Promise<NixExit>;
}

export interface SiteBuild {
  readonly signal: CancelSignal;
  /** Each line of Nix's stderr. */
  readonly onLine: (line: string) => void;
}

/** Nix on this computer. Where it does not tell its settings, the build itself says what is wrong. */
export function localSite(nix: NixPort, flake: string, signal: CancelSignal): NixSite {
  let asked: Promise<NixConfig | null> | undefined;
  // Not every build has to know.
  const config = (): Promise<NixConfig | null> => (asked ??= queryConfig(nix, signal));
  return {
    nix,
    flake,
    buildOptions: [],
    system: async () => (await config())?.system ?? null,
    elsewhere: null,
    builds: async (system) => {
      const known = await config();
      return known === null ? null : buildsBy(nix, known, system);
    },
    build: (argv, options) => nix.run(argv, options),
  };
}
