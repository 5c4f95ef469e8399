import { packages as packagesSchema } from '../../../src/core/spec/hardware.ts';
import type { CommonPackage } from '../../data/lists.ts';
import type { SearchState } from './use-package-search.ts';

/** A package that can be added. */
export interface Offered {
  readonly name: string;
  /** Empty for what was only typed. */
  readonly description: string;
  /** Null where only nixpkgs could tell. */
  readonly version: string | null;
  /** Whether somebody has said that there is such a package. */
  readonly isKnown: boolean;
}

/** More than this makes no list that one reads; a further letter makes it shorter. */
const MAX_SHOWN = 40;

/** Whether a text has the shape of a package's name. */
export function isPackageName(text: string): boolean {
  return packagesSchema.safeParse([text]).success;
}

/**
 * What a text finds: in nixpkgs, where it could be asked, and before that among the common packages; at the end the text
 * itself, if it could be a name and nobody has found it.
 */
export function offeredPackages(
  text: string,
  common: readonly CommonPackage[],
  search: SearchState,
): readonly Offered[] {
  const wanted = text.trim();
  if (wanted === '') return [];
  const versions = new Map(search.type === 'found' ? search.packages.map((found) => [found.name, found]) : []);
  const near = common
    .filter((one) => isIn(one, wanted.toLowerCase()))
    .sort((a, b) => Number(!a.name.startsWith(wanted)) - Number(!b.name.startsWith(wanted)));
  const known: Offered[] = near.map(({ name, description }) => ({
    name,
    description,
    version: versions.get(name)?.version ?? null,
    isKnown: true,
  }));
  const names = new Set(near.map(({ name }) => name));
  for (const { name, version, description } of versions.values())
    if (!names.has(name)) known.push({ name, version, description, isKnown: true });
  const isFound = known.some(({ name }) => name === wanted);
  const exactFirst = known.toSorted((a, b) => Number(b.name === wanted) - Number(a.name === wanted));
  const typed = { name: wanted, description: '', version: null, isKnown: false };
  return [...exactFirst.slice(0, MAX_SHOWN), ...(isFound || !isPackageName(wanted) ? [] : [typed])];
}

function isIn({ name, description }: CommonPackage, text: string): boolean {
  return name.toLowerCase().includes(text) || description.toLowerCase().includes(text);
}
