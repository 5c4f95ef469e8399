import type { BuildProgress, NixPlan, RunningBuild } from './events.ts';
import { downloadBytes, NO_TRANSFERS, type Transfers } from './transfers.ts';

/** What a run of Nix has said so far, line by line (`reduceNix`). `buildProgress` makes of it what is shown. */
export interface NixState {
  readonly builds: BuildProgress['builds'];
  readonly fetches: BuildProgress['fetches'];
  readonly running: ReadonlyMap<string, RunningBuild>;
  readonly ended: readonly RunningBuild[];
  readonly transfers: Transfers;
  readonly plan: NixPlan | null;
  /** The derivations of the plan, in the order in which Nix tells them. */
  readonly planned: readonly string[];
  /** Activities of the kinds whose counters we follow: id -> kind. */
  readonly counters: ReadonlyMap<string, number>;
  /** Errors, newest last: headline where there is one, and the whole text. */
  readonly errors: readonly { readonly headline: string; readonly text: string }[];
  readonly warnings: readonly string[];
  /** The last lines that were not Nix's. */
  readonly texts: readonly string[];
}

export const INITIAL_NIX_STATE: NixState = {
  builds: { done: 0, expected: 0, running: 0, failed: 0 },
  fetches: { done: 0, expected: 0 },
  running: new Map(),
  ended: [],
  transfers: NO_TRANSFERS,
  plan: null,
  planned: [],
  counters: new Map(),
  errors: [],
  warnings: [],
  texts: [],
};

/** What is shown of a state. */
export function buildProgress(state: NixState): BuildProgress {
  return {
    // Nix counts what it has come upon so far; its plan, where it told one, knows more.
    builds: { ...state.builds, expected: Math.max(state.builds.expected, state.plan?.toBuild ?? 0) },
    fetches: { ...state.fetches, expected: Math.max(state.fetches.expected, state.plan?.toFetch ?? 0) },
    downloads: downloadBytes(state.transfers),
    running: [...state.running.values()],
    plan: state.plan,
  };
}

/** The end of the log of a build, running or ended lately; null when nothing is known of it. */
export function keptLog(state: NixState, derivation: string): readonly string[] | null {
  const builds = [...state.ended, ...state.running.values()];
  return builds.findLast((build) => build.derivation === derivation)?.lines ?? null;
}
