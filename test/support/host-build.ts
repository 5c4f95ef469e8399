import { expect } from 'vitest';
import type { BuildArguments } from '../../src/core/nix/argv.ts';
import { buildEventSchema } from '../../src/core/nix/events.ts';
import { parseHost } from '../../src/core/places/host.ts';
import type { Site } from '../../src/core/places/place.ts';
import { runOn, type ScriptedHost, type ScriptedRun } from './scripted-host.ts';

// What is built at a scripted host, and what was seen of it.

export const PLACE = parseHost('host:ada@other')!;
export const WHAT = {
  installable: 'path:/x#pi',
  dryRun: false,
  options: ['--option', 'cores', '2'],
  outLink: '/here/result',
};

export function build(site: Site, { controller }: ScriptedRun, lines: string[] = [], what: BuildArguments = WHAT) {
  return site.build(what, { signal: controller.signal, onLine: (line) => lines.push(line) });
}

export const scripts = (host: ScriptedHost): readonly string[] => host.calls.map(({ script }) => script);

export function notes({ events }: ScriptedRun): readonly string[] {
  for (const event of events) expect(buildEventSchema.safeParse(event).success).toBe(true);
  return events.flatMap((event) => (event.type === 'note' ? [event.code] : []));
}

/** A build of the same project and arguments that was left behind. */
export async function leftBehind(
  host: ScriptedHost,
  state: 'running' | 'ended' | 'gone',
  change: object = {},
): Promise<void> {
  const before = runOn(host);
  await build(await PLACE.open(before.run), before);
  host.job = { ...host.job!, state, collected: false, ...change };
  host.calls.length = 0;
}
