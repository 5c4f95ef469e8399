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
  /** In the store; newer versions of Nix need not put it there. */
  path: z.string().optional(),
  resolved: z.object({ dir: z.string().optional() }).optional(),
  /** What is, or would be, its flake.lock. */
  locks: z.unknown().optional(),
});

/**
 * What the Nix that evaluates a flake knows of it, where the flake is not a folder of this computer: nothing but nulls where it
 * does not say.
 */
export async function remoteFlake(flake: string, nix: NixPort, signal: CancelSignal): Promise<FlakeFacts> {
  const { code, stdout } = await nix.run(flakeMetadataArgv(flake), { signal, timeoutMs: TIMEOUT_MS });
  const parsed = code === 0 ? metadata.safeParse(tryJson(stdout)) : undefined;
  if (!parsed?.success) return NOTHING;
  const { revision, dirtyRevision, path, resolved, locks } = parsed.data;
  const folder = path === undefined ? null : [path, resolved?.dir].filter(Boolean).join('/');
  return {
    revision: [revision, dirtyRevision].find((one) => one !== undefined && REVISION.test(one)) ?? null,
    lockHash: folder === null ? null : await hashIfThere(`${folder}/flake.lock`, nix, signal),
    nixpkgsRevision: nixpkgsRevision(locks),
  };
}

async function hashIfThere(file: string, nix: NixPort, signal: CancelSignal): Promise<string | null> {
  return (await nix.readText(file)) === null ? null : nix.sha256(file, signal);
}
