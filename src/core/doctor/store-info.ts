import * as z from 'zod';
import { tryJson } from '../json.ts';

const info = z.object({ trusted: z.union([z.boolean(), z.number().transform((number) => number !== 0)]).nullish() });

/** Whether the store trusts us, of `nix store info --json`; null where it does not say (before 2.14, or a file cache). */
export function parseTrusted(json: string): boolean | null {
  return info.safeParse(tryJson(json)).data?.trusted ?? null;
}

/** Whether a `trusted-users` setting means this person: by name, by `@group`, or everybody. */
export function isTrusted(trustedUsers: readonly string[], user: string, groups: readonly string[]): boolean {
  return trustedUsers.some(
    (entry) => entry === '*' || entry === user || (entry.startsWith('@') && groups.includes(entry.slice(1))),
  );
}
