import { cleanText } from '../nix/text.ts';

/** What a package is to a Pi; the order in which people want to know. */
export const PART_KINDS = ['nixos', 'kernel', 'systemd', 'firmware', 'nix', 'package'] as const;
export type PartKind = (typeof PART_KINDS)[number];

/** One name of which two systems have different versions, or more or less bytes. */
export interface PartChange {
  readonly kind: PartKind;
  readonly name: string;
  /** The versions that only the older has; `''` is a package without one. Versions that both have are not told. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Null below 8 KiB: Nix says nothing then. */
  readonly bytes: number | null;
}

const KINDS: readonly (readonly [PartKind, RegExp])[] = [
  ['nixos', /^nixos-system-/],
  ['firmware', /firmware|^raspberrypifw$|^uboot/i],
  // linux-headers and linux-pam are none.
  ['kernel', /^linux(?:[_-](?:rpi|raspberrypi|zen|latest|lts|hardened|xanmod|libre)\w*)?$/],
  ['systemd', /^systemd$/],
  ['nix', /^(?:nix|lix)$/],
];

const LINE = /^\s*(.+?): (.+)$/;
const SIZE = /(?:^|, ) *([+-]?)(\d+(?:\.\d+)?) (KiB|MiB|GiB|TiB)$/;
const UNIT_BYTES: Readonly<Record<string, number>> = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

/** Where one side has no version, and where a package has none in its name. */
const NONE = '∅';
const UNVERSIONED = 'ε';

/**
 * Reads what `nix store diff-closures` prints, the parts that matter most first, then by name. Until 2.26 at least it is
 * `name: 1.0 → ∅, -12.0 KiB`; newer versions say `1.0 removed`, and their sizes have larger units and no plus sign.
 */
export function parseDiff(text: string): readonly PartChange[] {
  return cleanText(text)
    .split('\n')
    .map(changeOf)
    .filter((change) => change !== null)
    .sort((a, b) => PART_KINDS.indexOf(a.kind) - PART_KINDS.indexOf(b.kind) || (a.name < b.name ? -1 : 1));
}

function changeOf(line: string): PartChange | null {
  const [, name, rest] = LINE.exec(line) ?? [];
  if (name === undefined || rest === undefined) return null;
  const size = SIZE.exec(rest);
  const versions = versionsOf(size ? rest.slice(0, size.index) : rest);
  return versions && { kind: kindOf(name), name, ...versions, bytes: size && bytesOf(size) };
}

/** Null where it is not about versions at all: a warning, say. */
function versionsOf(text: string): Pick<PartChange, 'before' | 'after'> | null {
  if (text === '') return { before: [], after: [] };
  const [, only, what] = /^(.+) (added|removed)$/.exec(text) ?? [];
  if (only !== undefined)
    return what === 'added' ? { before: [], after: list(only) } : { before: list(only), after: [] };
  const [before, after, ...more] = text.split(' → ');
  return before === undefined || after === undefined || more.length > 0
    ? null
    : { before: list(before), after: list(after) };
}

function list(text: string): readonly string[] {
  if (text === NONE) return [];
  return text.split(', ').map((version) => (version === UNVERSIONED ? '' : version));
}

function bytesOf([, sign, amount, unit = '']: RegExpExecArray): number {
  const bytes = Math.round(Number(amount) * (UNIT_BYTES[unit] ?? 0));
  return sign === '-' ? -bytes : bytes;
}

function kindOf(name: string): PartKind {
  return KINDS.find(([, pattern]) => pattern.test(name))?.[0] ?? 'package';
}
