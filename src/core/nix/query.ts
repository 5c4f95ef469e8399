import * as z from 'zod';
import type { CancelSignal } from '../ports.ts';
import { attrNamesArgv, configArgv } from './argv.ts';
import { machinesFile, parseMachines, parseNixConfig, type Machine, type NixConfig } from './config.ts';
import { tryJson } from '../json.ts';
import type { NixPort } from './ports.ts';
import type { FlakeContents } from './target.ts';

/** Evaluating names is cheap, fetching a flake for the first time is not. */
const NAMES_TIMEOUT_MS = 300_000;
const CONFIG_TIMEOUT_MS = 15_000;

/** The settings of Nix, or null where it does not tell them. Throws as `NixPort.run`. */
export async function queryConfig(nix: NixPort, signal: CancelSignal): Promise<NixConfig | null> {
  for (const age of ['new', 'old'] as const) {
    const { code, stdout } = await nix.run(configArgv(age), { signal, timeoutMs: CONFIG_TIMEOUT_MS });
    const config = code === 0 ? parseNixConfig(stdout) : null;
    if (config) return config;
  }
  return null;
}

/** The remote builders that are set up, from the setting or the file that it refers to. */
export async function queryMachines(nix: NixPort, config: NixConfig): Promise<readonly Machine[]> {
  const file = machinesFile(config.builders);
  return parseMachines(file === null ? config.builders : ((await nix.readText(file)) ?? ''));
}

/** By what a machine can build for a system: its own kind, emulation, or builders that it hands the work to. */
export type BuildsBy = 'itself' | 'emulated' | 'builders';

/** How Nix with these settings can build for a system such as `aarch64-linux`; null: not at all. */
export async function buildsBy(nix: NixPort, config: NixConfig, system: string): Promise<BuildsBy | null> {
  if (config.system === system) return 'itself';
  if (config.extraPlatforms.includes(system)) return 'emulated';
  const machines = await queryMachines(nix, config);
  return machines.some((machine) => machine.systems.includes(system)) ? 'builders' : null;
}

/**
 * The hosts and packages of a flake. A flake that cannot be read has neither: the build itself then says why, in the
 * words that we know. `errors` are those of failed queries.
 */
export async function queryContents(
  nix: NixPort,
  flake: string,
  system: string,
  options: readonly string[],
  signal: CancelSignal,
): Promise<FlakeContents & { readonly errors: readonly string[] }> {
  const hosts = await names(nix, `${flake}#nixosConfigurations`, options, signal);
  const packages = await names(nix, `${flake}#packages.${system}`, options, signal);
  return { hosts: hosts.names, packages: packages.names, errors: [...hosts.errors, ...packages.errors] };
}

async function names(
  nix: NixPort,
  installable: string,
  options: readonly string[],
  signal: CancelSignal,
): Promise<{ readonly names: readonly string[]; readonly errors: readonly string[] }> {
  const { code, stdout, stderr } = await nix.run(attrNamesArgv(installable, options), {
    signal,
    timeoutMs: NAMES_TIMEOUT_MS,
  });
  if (code === 0) return { names: parseNames(stdout), errors: [] };
  // A flake without such an output is an answer; everything else is an error.
  const text = stderr.join('\n');
  return { names: [], errors: text.includes('does not provide attribute') ? [] : [text] };
}

function parseNames(json: string): readonly string[] {
  return z.array(z.string()).catch([]).parse(tryJson(json));
}
