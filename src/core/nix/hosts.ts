import * as z from 'zod';
import { AppError, type Facts } from '../errors/app-error.ts';
import { throwIfCancelled } from '../jobs/job.ts';
import type { CancelSignal } from '../ports.ts';
import { evalArgv } from './argv.ts';
import type { NixCause } from './causes.ts';
import { explain } from './explain.ts';
import { tryJson } from '../json.ts';
import type { NixPort } from './ports.ts';
import { quoteName } from './target.ts';
import { cleanText } from './text.ts';

/** Fetching a flake for the first time takes long; reading one host of NixOS some seconds, under emulation minutes. */
const NAMES_TIMEOUT_MS = 300_000;
const HOST_TIMEOUT_MS = 180_000;
const DETAIL_CHARS = 300;

/**
 * What a host is, without building or even instantiating anything. `or` forgives only what is missing; what throws is the
 * host's own failure. Not every set of that name comes from nixosSystem: the image may be all there is.
 */
const DESCRIBE = `host:
let
  platforms = host.pkgs.stdenv or { };
  image = host.config.system.build or { };
in {
  system = platforms.hostPlatform.system or host.config.nixpkgs.hostPlatform.system or null;
  buildSystem = platforms.buildPlatform.system or null;
  sdImage = image ? sdImage;
}`;

/** Null where somebody has set it to something else. */
const NAMES = 'hosts: if builtins.isAttrs hosts then builtins.attrNames hosts else null';

const described = z.object({
  system: z.string().nullable(),
  buildSystem: z.string().nullable(),
  sdImage: z.boolean(),
});

/** One of the `nixosConfigurations` of a flake. */
export interface OfferedHost {
  readonly name: string;
  /** What it runs on, as `aarch64-linux`; null where the flake does not say. */
  readonly system: string | null;
  /** What it is built on: another one when it is cross-compiled. */
  readonly buildSystem: string | null;
  /** Whether it has `config.system.build.sdImage`; null when it cannot be read. */
  readonly sdImage: boolean | null;
  /** Why it cannot be read: the words are `nix-cause.<cause>`. */
  readonly failure: HostFailure | null;
}

export interface HostFailure {
  readonly cause: NixCause | 'timeout';
  readonly facts: Facts;
}

/**
 * The hosts that a flake offers, one after the other as they are read: an evaluation takes a gigabyte. A host that cannot be
 * read is one with a failure, and does not keep the others back. Throws AppError `build-failed` (with the facts of
 * `failBuild`) when the flake itself cannot be read, and as `NixPort.run`.
 */
export async function* listHosts(
  flake: string,
  nix: NixPort,
  signal: CancelSignal,
  timeoutMs = HOST_TIMEOUT_MS,
): AsyncGenerator<OfferedHost, void, undefined> {
  for (const name of await hostNames(flake, nix, signal)) {
    yield await describeHost(flake, name, nix, signal, timeoutMs);
    throwIfCancelled(signal);
  }
}

async function hostNames(flake: string, nix: NixPort, signal: CancelSignal): Promise<readonly string[]> {
  const argv = evalArgv(`${flake}#nixosConfigurations`, NAMES);
  const { code, stdout, stderr } = await nix.run(argv, { signal, timeoutMs: NAMES_TIMEOUT_MS });
  throwIfCancelled(signal);
  const names = code === 0 ? tryJson(stdout) : undefined;
  if (names === null) throw new AppError('build-failed', { cause: 'hosts-no-set', derivation: null, detail: null });
  if (code === 0) return z.array(z.string()).catch([]).parse(names);
  // A flake without such an output offers no hosts; that is an answer.
  if (/does not provide attribute [^\n]*'nixosConfigurations'/.test(stderr.join('\n'))) return [];
  const { cause, facts } = failureOf(stderr);
  throw new AppError('build-failed', { ...facts, cause, derivation: null });
}

async function describeHost(
  flake: string,
  name: string,
  nix: NixPort,
  signal: CancelSignal,
  timeoutMs: number,
): Promise<OfferedHost> {
  const argv = evalArgv(`${flake}#nixosConfigurations.${quoteName(name)}`, DESCRIBE);
  try {
    const { code, stdout, stderr } = await nix.run(argv, { signal, timeoutMs });
    const read = described.safeParse(tryJson(stdout));
    if (code === 0 && read.success) return { name, ...read.data, failure: null };
    return unread(name, failureOf(stderr));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'nix-timeout') throw error;
    return unread(name, { cause: 'timeout', facts: { ms: timeoutMs } });
  }
}

function unread(name: string, failure: HostFailure): OfferedHost {
  return { name, system: null, buildSystem: null, sdImage: null, failure };
}

function failureOf(stderr: readonly string[]): HostFailure & { readonly cause: NixCause } {
  const text = cleanText(stderr.join('\n'));
  // Where there is an error, a warning before it is no cause.
  const plain = text.replaceAll(/^ *warning:[^\n]*(?:\n|$)/gm, '');
  const { cause, facts } = explain([/^ *error:/m.test(plain) ? plain : text]);
  return { cause, facts: { detail: firstError(text), ...facts } };
}

/** The error is told first, and where it came from below it; newer versions of Nix do it the other way round. */
function firstError(text: string): string | null {
  const errors = Array.from(text.matchAll(/^ *error: +(\S[^\n]*)$/gm), ([, words = '']) => words.trim());
  return (errors.at(-1) ?? text.trim().split('\n').at(-1) ?? '').slice(0, DETAIL_CHARS) || null;
}
