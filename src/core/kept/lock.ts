import * as z from 'zod';

const node = z.object({
  inputs: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  locked: z.object({ rev: z.string().optional() }).optional(),
});
const lockSchema = z.object({ root: z.string(), nodes: z.record(z.string(), node) });

type Lock = z.infer<typeof lockSchema>;

/** An input that follows another that follows another: a ring of them must end. */
const MAX_FOLLOWS = 20;

/** The revision of the input `nixpkgs` in what a flake.lock says, as JSON; null where it has none, or it is something else. */
export function nixpkgsRevision(lock: unknown): string | null {
  const parsed = lockSchema.safeParse(lock);
  return parsed.success ? revisionIn(parsed.data) : null;
}

function revisionIn(lock: Lock): string | null {
  const name = follow(lock, ['nixpkgs'], 0);
  const rev = name === null ? undefined : lock.nodes[name]?.locked?.rev;
  return rev !== undefined && /^[0-9a-f]{40,64}$/.test(rev) ? rev : null;
}

/** The node at a path of inputs from the root; an input that is a list of names is such a path itself. */
function follow(lock: Lock, path: readonly string[], depth: number): string | null {
  if (depth > MAX_FOLLOWS) return null;
  let at: string | null = lock.root;
  for (const input of path) {
    const next: string | readonly string[] | undefined = lock.nodes[at]?.inputs?.[input];
    if (next === undefined) return null;
    at = typeof next === 'string' ? next : follow(lock, next, depth + 1);
    if (at === null) return null;
  }
  return at;
}
