import { AppError } from '../errors/app-error.ts';
import type { How, HowReason } from './events.ts';
import type { BuildsBy } from './query.ts';

export interface FlakeTarget {
  readonly flake: string;
  /** Null for the flake's default package. */
  readonly attribute: string | null;
}

export interface Installable {
  readonly installable: string;
  /** Null where the attribute was named in full, or is the default. */
  readonly how: 'native' | 'cross' | null;
  /** Null where there was nothing to choose. */
  readonly why: HowReason | null;
}

/** By what a place can build for the Pi, and for the machines that cross-compile for it; null: it cannot. */
export interface Abilities {
  readonly native: BuildsBy | null;
  readonly cross: BuildsBy | null;
}

/** What of a flake can be named in short. */
export interface FlakeContents {
  readonly hosts: readonly string[];
  readonly packages: readonly string[];
}

/** A folder with a `flake.nix`. Both paths are absolute. */
export interface LocalFlake {
  readonly folder: string;
  /** The top of the git work tree that it is in; null when it is in none. */
  readonly workTree: string | null;
}

/** The cross-compiled variant of host `pi` is the configuration `pi-cross`. */
const CROSS = '-cross';
const MAX_NAMES = 12;

/** Divides FLAKEREF[#ATTR] as typed. Throws AppError `usage` for an empty flake reference. */
export function splitFlakeRef(typed: string): FlakeTarget {
  const [flake, attribute] = splitAtFirst(typed, '#');
  if (flake === '' && attribute === '') throw new AppError('usage', { detail: 'flake' });
  return { flake: flake === '' ? '.' : flake, attribute: attribute === '' ? null : attribute };
}

/** Whether an attribute is a path of its own (`packages.x86_64-linux.image`) and no name that has to be looked up. */
export function isAttributePath(attribute: string): boolean {
  return attribute.includes('.');
}

/**
 * What to build for a name: a host's SD image, native or cross, else the package of that name.
 * `auto` is native where the place can have aarch64 programs built, else cross if the flake has it and the place can.
 * Throws AppError `attribute-not-found` with the names that are there.
 */
export function chooseInstallable(
  flake: string,
  name: string,
  contents: FlakeContents,
  how: How,
  abilities: Abilities,
): Installable {
  const has = (host: string): boolean => contents.hosts.includes(host);
  if (has(name) && name.endsWith(CROSS)) return image(flake, name, 'cross', null);
  if (has(name) || has(name + CROSS)) {
    const choice = how === 'auto' ? choose(has(name), has(name + CROSS), abilities) : { how, why: null };
    const host = choice.how === 'cross' ? name + CROSS : name;
    if (has(host)) return image(flake, host, choice.how, choice.why);
    throw notFound(host, contents);
  }
  if (contents.packages.includes(name)) return { installable: `${flake}#${quoteName(name)}`, how: null, why: null };
  throw notFound(name, contents);
}

function choose(hasNative: boolean, hasCross: boolean, { native, cross }: Abilities): Pick<Installable, 'how' | 'why'> {
  if (!hasNative) return { how: 'cross', why: 'cross-only' };
  // A flake without twins may cross-compile the host itself: it is built as it is.
  if (!hasCross) return { how: null, why: null };
  if (native !== null) return { how: 'native', why: `native-${native}` };
  // Where neither can be built, the native one fails in words about ARM, which is what is missing.
  return cross === null ? { how: 'native', why: 'native-unable' } : { how: 'cross', why: 'cross-no-arm' };
}

function image(flake: string, host: string, how: Installable['how'], why: HowReason | null): Installable {
  return { installable: `${flake}#nixosConfigurations.${quoteName(host)}.config.system.build.sdImage`, how, why };
}

/** Whether Nix takes it for a URL; everything else may be the name of a folder. */
export function hasScheme(flake: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(flake);
}

/**
 * The reference of a flake in a folder. In a work tree of git it is `git+file:`, so that what git ignores (keys, images)
 * stays out of the Nix store, where everybody may read; elsewhere `path:`, which takes everything.
 */
export function localReference({ folder, workTree }: LocalFlake): string {
  if (workTree === null) return `path:${encodePath(folder)}`;
  const below = folder === workTree ? '' : folder.slice(workTree.endsWith('/') ? workTree.length : workTree.length + 1);
  return `git+file://${encodePath(workTree)}${below === '' ? '' : `?dir=${encodeURIComponent(below).replaceAll('%2F', '/')}`}`;
}

/** As little as possible: before 2.20 Nix does not decode paths, and cannot name a folder with a blank in it at all. */
function encodePath(path: string): string {
  return encodeURI(path).replaceAll(/[?#]/g, encodeURIComponent);
}

function notFound(attribute: string, { hosts, packages }: FlakeContents): AppError {
  return new AppError('attribute-not-found', { attribute, hosts: listOf(hosts), packages: listOf(packages) });
}

function listOf(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const more = names.length > MAX_NAMES ? ', …' : '';
  return names.slice(0, MAX_NAMES).join(', ') + more;
}

/** A name as a part of an attribute path behind a `#`: quoted where a dot in it would divide it, encoded as in a URL. */
export function quoteName(name: string): string {
  return /^[A-Za-z_][\w'-]*$/.test(name) ? name : `"${encodeURIComponent(name)}"`;
}

function splitAtFirst(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}
