import * as z from 'zod';
import { tryJson } from '../json.ts';
import { flakeMetadataArgv } from '../nix/argv.ts';
import type { NixPort } from '../nix/ports.ts';
import type { CancelSignal } from '../ports.ts';
import { nixpkgsRevision } from './lock.ts';
import type { FlakeFacts } from './ports.ts';

/** It was fetched for the build already. */
const TIMEOUT_MS = 60_000;
const NOTHING: FlakeFacts = { revision: null, lockHash: null, nixpkgsRevision: null };

const REVISION = /^[0-9a-f]{40,64}(-dirty)?$/;

const metadata = z.object({
  revision: z.string().optional(),
  /** Since 2.20 or so. */
  dirtyRevision: z.string().optional(),
  /** In the store. */
  path: z.string(),
  resolved: z.object({ dir: z.string().optional() }).optional(),
});

/** What Nix knows of a flake that is not on this computer: nothing but nulls where it does not say. */
export async function remoteFlake(flake: string, nix: NixPort, signal: CancelSignal): Promise<FlakeFacts> {
  const { code, stdout } = await nix.run(flakeMetadataArgv(flake), { signal, timeoutMs: TIMEOUT_MS });
  const parsed = code === 0 ? metadata.safeParse(tryJson(stdout)) : undefined;
  if (!parsed?.success) return NOTHING;
  const { revision, dirtyRevision, path, resolved } = parsed.data;
  const file = [path, resolved?.dir, 'flake.lock'].filter((part) => part !== undefined && part !== '').join('/');
  const lock = await nix.readText(file);
  return {
    revision: [revision, dirtyRevision].find((one) => one !== undefined && REVISION.test(one)) ?? null,
    lockHash: lock === null ? null : await nix.sha256(file, signal),
    nixpkgsRevision: lock === null ? null : nixpkgsRevision(lock),
  };
}

const USER_INFO = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#@]*)@/i;
const SECRET_PARAMETER = /([?&][^=&#]*(?:token|secret|passw|key)[^=&#]*=)[^&#]*/gi;

/** A reference without what may be a password: in records it would lie about for months. */
export function withoutPassword(flake: string): string {
  return flake
    .replace(USER_INFO, (_, scheme: string, user: string) => {
      const name = /ssh/i.test(scheme) ? user.replace(/:.*/, '') : '';
      return name === '' ? scheme : `${scheme}${name}@`;
    })
    .replace(SECRET_PARAMETER, '$1...');
}
