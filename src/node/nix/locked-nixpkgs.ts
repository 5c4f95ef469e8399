import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { tryJson } from '../../core/json.ts';
import { releaseOf, type ReleaseId } from '../../core/spec/releases.ts';

const github = z.object({ type: z.literal('github'), owner: z.string(), repo: z.string() });
const lockSchema = z.object({
  nodes: z
    .object({
      root: z.object({ inputs: z.object({ nixpkgs: z.string() }) }),
    })
    .catchall(z.unknown()),
});
const nodeSchema = z.object({
  locked: github.extend({ rev: z.string().regex(/^[0-9a-f]{40}$/) }),
  original: github.extend({ ref: z.string() }),
});

/**
 * The very nixpkgs that a project is built from, as a flake reference; null when its lock does not say, or says one of
 * another release. Never fails, and changes nothing in the project.
 */
export async function lockedNixpkgs(folder: string, release: ReleaseId): Promise<string | null> {
  const lock = lockSchema.safeParse(tryJson(await readFile(join(folder, 'flake.lock'), 'utf8').catch(() => '')));
  if (!lock.success) return null;
  const { nodes } = lock.data;
  const node = nodeSchema.safeParse(nodes[nodes.root.inputs.nixpkgs]);
  if (!node.success || node.data.original.ref !== releaseOf(release).branch) return null;
  const { owner, repo, rev } = node.data.locked;
  return /^[\w.-]+$/.test(owner) && /^[\w.-]+$/.test(repo) ? `github:${owner}/${repo}/${rev}` : null;
}
