import type { CancelSignal } from '../ports.ts';
import { buildArgv, type BuildArguments } from './argv.ts';
import type { NixConfig } from './config.ts';
import type { NixExit, NixPort } from './ports.ts';
import { buildsBy, queryConfig, type BuildsBy } from './query.ts';

/** Where Nix builds one flake: on this computer, or on another machine. */
export interface NixSite {
  /** Reads the flake, and the files of a result. */
  readonly nix: NixPort;
  /** Nix where the flake is evaluated, and what it fetches of it lies; left out where that is `nix`. */
  readonly evaluator?: NixPort;
  /** The reference by which `nix` knows the flake. */
  readonly flake: string;
  /** The reference as people know it, where that is another. */
  readonly shownFlake?: string;
  /** What it is itself (`x86_64-linux`); null where it does not say. */
  system(): Promise<string | null>;
  /** The machine on which the result's files lie, for people; null for this computer. */
  readonly elsewhere: string | null;
  /** Nothing is built but by the builders that were named. */
  readonly onlyBuilders?: boolean;
  /** How it can build for a system; null: it cannot. */
  builds(system: string): Promise<BuildsBy | null>;
  /**
   * Runs `nix build` to its end, with what the site has to tell it besides. The result is held until `release`, where the link
   * that was asked for does not do that. A site may take up a run that has begun before.
   */
  build(what: BuildArguments, options: SiteBuild): Promise<NixExit>;
}

export interface SiteBuild {
  readonly signal: CancelSignal;
  /** Each line of Nix's stderr. */
  readonly onLine: (line: string) => void;
  /** Added to Nix's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Nix on this computer. Where it does not tell its settings, the build itself says what is wrong. */
export function localSite(nix: NixPort, flake: string, signal: CancelSignal): NixSite {
  let asked: Promise<NixConfig | null> | undefined;
  // Not every build has to know.
  const config = (): Promise<NixConfig | null> => (asked ??= queryConfig(nix, signal));
  return {
    nix,
    flake,
    system: async () => (await config())?.system ?? null,
    elsewhere: null,
    builds: async (system) => {
      const known = await config();
      return known === null ? null : buildsBy(nix, known, system);
    },
    build: (what, options) => nix.run(buildArgv(what), options),
  };
}
