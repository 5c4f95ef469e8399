import * as z from 'zod';
import { RELEASE_IDS } from '../../core/spec/releases.ts';
import { nothing } from './call.ts';

/** More than this nobody reads; a longer list is cut, and says so. */
export const MAX_FOUND_PACKAGES = 200;

export const foundPackageSchema = z.strictObject({
  /** As settings name it: an attribute path in nixpkgs. */
  name: z.string(),
  version: z.string(),
  description: z.string(),
});

/** What a search in nixpkgs has come to. `no-memory`: the first one takes more than is free. `failed`: Nix has said why, in one line. */
export const packageSearchSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('found'),
    packages: z.array(foundPackageSchema).max(MAX_FOUND_PACKAGES),
    more: z.boolean(),
  }),
  z.strictObject({ type: z.literal('nix-missing') }),
  z.strictObject({ type: z.literal('no-memory') }),
  z.strictObject({ type: z.literal('too-slow') }),
  z.strictObject({ type: z.literal('failed'), detail: z.string() }),
  z.strictObject({ type: z.literal('cancelled') }),
]);

export const packageCalls = {
  /** Searches nixpkgs, as the release has it. A new search ends the one before, which then says `cancelled`. */
  'packages.search': {
    input: z.strictObject({ text: z.string().min(2).max(60), release: z.enum(RELEASE_IDS) }),
    output: packageSearchSchema,
  },
  /** Ends the search that is going on, if one is. */
  'packages.cancel': { input: nothing, output: nothing },
} as const;

export type FoundPackage = Readonly<z.infer<typeof foundPackageSchema>>;
export type PackageSearch = Readonly<z.infer<typeof packageSearchSchema>>;
