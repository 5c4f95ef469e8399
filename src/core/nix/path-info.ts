import * as z from 'zod';
import { tryJson } from '../json.ts';

/** What of a path in a store tells where it comes from. */
const entry = z.looseObject({
  ultimate: z.boolean().catch(false),
  signatures: z.array(z.unknown()).catch([]),
  ca: z.unknown().optional(),
});

/** Before 2.19 a list of objects, each with its `path`. */
const list = z.array(z.looseObject({ path: z.string() }));
/** Since then an object by paths; null for what is not there. */
const byPath = z.record(z.string(), z.unknown());

/**
 * The paths that were built by ourselves, of what `nix path-info --json` prints; null when it is not that. Built on this
 * computer (`ultimate`), or come from a builder of ours: then nobody has signed them, and the hash of their content says
 * nothing of them. Sources that were only copied into the store do not count.
 */
export function parseBuiltHere(json: string): readonly string[] | null {
  const entries = parseEntries(tryJson(json));
  return entries?.filter(([, info]) => isBuiltHere(info)).map(([path]) => path) ?? null;
}

function parseEntries(value: unknown): readonly (readonly [string, unknown])[] | null {
  const listed = list.safeParse(value);
  if (listed.success) return listed.data.map((info) => [info.path, info]);
  const object = byPath.safeParse(value);
  return object.success ? Object.entries(object.data) : null;
}

function isBuiltHere(info: unknown): boolean {
  const parsed = entry.safeParse(info);
  if (!parsed.success || parsed.data.valid === false) return false;
  const { ultimate, signatures, ca } = parsed.data;
  return ultimate || (signatures.length === 0 && (ca === undefined || ca === null));
}
