import { listHosts, type OfferedHost } from '../../core/nix/hosts.ts';
import { checkMachines } from '../../core/places/check.ts';
import type { Place } from '../../core/places/place.ts';
import { createPlacedPorts } from '../../node/places/placed-ports.ts';
import type { Context } from '../run.ts';
import { createHostKeyQuestion } from './host-key-question.ts';
import { createRemarks } from './remarks.ts';

/**
 * The hosts of a flake, as the Nix of a place reads them: that of this computer, but for `host:`. `flake` is as
 * `resolveFlake` gives it. Throws as `listHosts`, `checkMachines` and `Place.open`.
 */
export async function* listHostsAt(
  context: Context,
  flake: string,
  place: Place,
  hostKeys: readonly string[],
): AsyncGenerator<OfferedHost, void, undefined> {
  const { signal, terminal } = context;
  const ports = createPlacedPorts();
  if (place.kind !== 'host') return yield* listHosts(flake, ports.nix, signal);
  const remark = createRemarks(terminal.errStyle);
  const emit = (event: Parameters<typeof remark>[0]): void => {
    const words = remark(event);
    if (words !== null) terminal.say(words);
  };
  const confirmHostKey = createHostKeyQuestion(context, hostKeys);
  const machines = await checkMachines(place.machines, { ssh: ports.ssh, confirmHostKey, hostKeys, signal, emit });
  const id = await ports.projects.id([flake, 'hosts', ports.timestamp()]);
  const site = await place.open({ ports, flake, attribute: null, machines, id, signal, emit });
  try {
    yield* listHosts(site.flake, site.nix, signal);
  } finally {
    await site.finish();
    await site.release();
  }
}
