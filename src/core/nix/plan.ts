import type { NixPlan } from './events.ts';

const UNIT_BYTES: Readonly<Record<string, number>> = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

const BUILT = /^(?:these (\d+) derivations|this derivation) will be built:/;
const FETCHED =
  /^(?:these (\d+) paths|this path) will be fetched(?: \(([\d.]+) (\w+) download, ([\d.]+) (\w+) unpacked\))?:/;
const ITEM = /^ {2}(\/\S+)$/;

/** A plan in which nothing is to be done. */
export const EMPTY_PLAN: NixPlan = { toBuild: 0, toFetch: 0, downloadBytes: 0, unpackedBytes: 0 };

/** The derivation of a line below the heading of what will be built; null for any other message. */
export function plannedDerivation(text: string): string | null {
  const path = ITEM.exec(text)?.[1];
  return path?.endsWith('.drv') ? path : null;
}

/**
 * The plan with what this message adds to it; null when the message is about something else. Nix prints a heading and
 * then a message for each path; in a dry run they have the level of an error.
 */
export function readPlan(plan: NixPlan | null, text: string): NixPlan | null {
  const known = plan ?? EMPTY_PLAN;
  const built = BUILT.exec(text);
  if (built) return { ...known, toBuild: Number(built[1] ?? 1) };
  const fetched = FETCHED.exec(text);
  if (fetched) {
    const [, paths, download, downloadUnit, unpacked, unpackedUnit] = fetched;
    return {
      ...known,
      toFetch: Number(paths ?? 1),
      downloadBytes: toBytes(download, downloadUnit),
      unpackedBytes: toBytes(unpacked, unpackedUnit),
    };
  }
  return plan !== null && ITEM.test(text) ? plan : null;
}

function toBytes(amount = '0', unit = 'B'): number {
  const bytes = Number(amount) * (UNIT_BYTES[unit] ?? 0);
  return Number.isFinite(bytes) ? Math.round(bytes) : 0;
}
