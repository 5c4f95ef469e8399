import { cacheOptions } from '../../core/nix/caches.ts';
import { buildAt, type PlacedPorts, type PlacedResult } from '../../core/places/build-at.ts';
import { splitFlakeRef } from '../../core/nix/target.ts';
import { resolveFlake } from '../../node/nix/local-flake.ts';
import { readCaches } from '../../node/projects/caches.ts';
import type { BuildWay } from '../options/build.ts';
import type { Context } from '../run.ts';
import { t } from '../words.ts';
import { createHostKeyQuestion } from './host-key-question.ts';
import { onlyHost } from './only-host.ts';
import { showBuild } from './show-build.ts';

export interface ImageOrder extends BuildWay {
  readonly flakeRef: string;
  readonly dryRun: boolean;
}

/** Runs the build with everything a person sees of it. `outLink` keeps a result of this computer from being collected. */
export async function buildImage(
  context: Context,
  { flakeRef, how, dryRun, place, hostKeys, keep, push }: ImageOrder,
  outLink: string,
  ports: PlacedPorts,
): Promise<PlacedResult> {
  const { flake, attribute: named } = splitFlakeRef(flakeRef);
  const resolved = await resolveFlake(flake);
  const attribute = named ?? (await onlyHost(resolved));
  if (named === null && attribute !== null) context.terminal.say(t('cli.build.only-host', { host: attribute }));
  const caches = await readCaches(resolved);
  for (const { url } of caches.waiting) context.terminal.complain(t('cli.caches.waiting-build', { url }));
  const request = {
    flakeRef: `${resolved}${attribute === null ? '' : `#${attribute}`}`,
    options: cacheOptions(caches.used),
    confirmHostKey: createHostKeyQuestion(context, hostKeys),
    hostKeys,
    ...{ how, dryRun, place, keep, push, outLink },
  };
  // The plan is a dry run's result, and printed as such.
  return showBuild(context, buildAt(request, ports, context.signal), {
    untold: dryRun ? ['plan'] : [],
    machines: place.machines.length,
  });
}
