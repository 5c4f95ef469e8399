import * as z from 'zod';
import type { Facts } from '../errors/app-error.ts';

/** `info`: nothing to mend; `warning`: some builds will not work; `problem`: nothing can be built or written. */
export const LEVELS = ['ok', 'info', 'warning', 'problem'] as const;

export const FINDING_IDS = [
  'nix',
  'ssh',
  'store',
  'flakes',
  'trusted-user',
  'build-users',
  'aarch64',
  'builders',
  'space',
  'lsblk',
  'udev',
  'rights',
  // Of another machine: `core/places/findings.ts`.
  'machine',
  'machine-nix',
  'machine-arm',
  'machine-trust',
  'machine-space',
  'machine-home',
] as const;

const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/**
 * One thing that was looked at. The words are in `assets/locales` under `doctor.<id>.<state>`; `state` is one of the
 * check's own, `fix` the exact line that mends it, or null where no line does.
 */
export const findingSchema = z.object({
  id: z.enum(FINDING_IDS),
  state: z.string(),
  level: z.enum(LEVELS),
  facts,
  fix: z.string().nullable(),
});

export type FindingId = (typeof FINDING_IDS)[number];
export type Level = (typeof LEVELS)[number];
export type Finding = Readonly<z.infer<typeof findingSchema>>;

export function finding(
  id: FindingId,
  state: string,
  level: Level,
  facts: Facts = {},
  fix: string | null = null,
): Finding {
  return { id, state, level, facts, fix };
}
