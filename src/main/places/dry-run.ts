import type { BuildCost } from '../../contract/window/places.ts';
import { followJob } from '../../core/jobs/follow-job.ts';
import { crossCompiled } from '../../core/nix/compiled.ts';
import type { How } from '../../core/nix/events.ts';
import { buildAt, type PlacedPorts, type PlacedResult } from '../../core/places/build-at.ts';
import type { Place } from '../../core/places/place.ts';
import type { CancelSignal } from '../../core/ports.ts';

/** A plan can have thousands of them. */
const MOST_NAMED = 12;

export interface DryRunOrder {
  /** With the host behind `#`, as Nix takes it. */
  readonly flakeRef: string;
  readonly place: Place;
  readonly how: How;
  /** Options for Nix. */
  readonly options: readonly string[];
  /** A link that no dry run makes. */
  readonly outLink: string;
}

/** Asks Nix at a place what a build would take; nothing is built. Throws the AppError that it ended with, or `cancelled`. */
export async function dryRunAt(order: DryRunOrder, ports: PlacedPorts, signal: CancelSignal): Promise<BuildCost> {
  const request = {
    ...order,
    dryRun: true,
    keep: 1,
    push: [],
    // A key that nobody has accepted is a matter of looking at the place.
    confirmHostKey: () => Promise.resolve(false),
  };
  let why: BuildCost['why'] = null;
  const result = await followJob(buildAt(request, ports, signal), (event) => {
    if (event.type === 'target') ({ why } = event);
  });
  return { ...costOf(result), why };
}

function costOf({ dryRun, estimate, how }: PlacedResult): Omit<BuildCost, 'why'> {
  const { toBuild = 0, toFetch = 0, downloadBytes = 0, derivations = [] } = dryRun ?? {};
  const compiled = crossCompiled(derivations);
  return {
    ...{ toBuild, toFetch, downloadBytes, how },
    compiled: compiled.slice(0, MOST_NAMED),
    compiledCount: compiled.length,
    estimateMs: estimate?.ms ?? null,
  };
}
