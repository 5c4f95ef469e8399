import { hostOf } from '../../core/kept/host-of.ts';
import { splitFlakeRef } from '../../core/nix/target.ts';
import { needsOfSettings, type SeedNeeds } from '../../core/seed/needs.ts';
import { resolveFlake } from '../../node/nix/local-flake.ts';
import { flakeFolder } from '../../node/nix/local-reference.ts';
import { onlyHost, projectIn } from '../nix/only-host.ts';
import { readSettings } from '../projects/read-settings.ts';
import type { Terminal } from '../terminal.ts';

/** What the flake calls other builds of the host NAME. */
const TWIN = /-(?:cross|native)$/;

/**
 * What a host needs from its seed, by its settings: known before anything is built, where the flake is a project on this
 * computer. Null for any other. Throws as `resolveFlake`, `onlyHost` and `readSettings`.
 */
export async function needsOfProject(terminal: Terminal, flakeRef: string): Promise<SeedNeeds | null> {
  const { flake, attribute } = splitFlakeRef(flakeRef);
  const resolved = await resolveFlake(flake);
  const folder = flakeFolder(resolved);
  const project = folder === null ? null : await projectIn(folder);
  const host = attribute === null ? await onlyHost(resolved) : (hostOf(`#${attribute}`) ?? attribute.replace(TWIN, ''));
  if (project === null || host === null || !project.hosts.includes(host)) return null;
  return needsOfSettings((await readSettings(terminal, project, host)).settings);
}
