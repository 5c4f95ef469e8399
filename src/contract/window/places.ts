import * as z from 'zod';
import { findingSchema } from '../../core/doctor/finding.ts';
import { HOW, HOW_REASONS } from '../../core/nix/events.ts';
import { byteCount } from '../cli-parts.ts';
import { nothing, offerId } from './call.ts';
import { answersSchema } from './draft.ts';

const MAX_PLACE_CHARS = 300;

/** A place as a draft has it: `here`, or `host:ada@forge`. Main takes only those that it has in its list. */
const placeId = z.string().min(1).max(MAX_PLACE_CHARS);

const placeSchema = z.strictObject({
  id: placeId,
  kind: z.enum(['here', 'host']),
  /** The machine, `ada@forge:2222`; null for this computer. */
  machine: z.string().nullable(),
});

/** `ready`: an image can be built there. `careful`: it can, but read the findings. `no`: it cannot. */
const PLACE_STATES = ['ready', 'careful', 'no'] as const;

const lookedAtSchema = z.strictObject({
  state: z.enum(PLACE_STATES),
  findings: z.array(findingSchema),
  /** As Nix calls it: `aarch64-linux`. Null: it does not say. */
  system: z.string().nullable(),
  nix: z.string().nullable(),
  /** In its store. */
  freeBytes: byteCount.nullable(),
});

/** The machine answers with a key that nobody has accepted yet. Until that is done nothing is sent there. */
const hostKeySchema = z.strictObject({
  state: z.literal('host-key'),
  /** Stands for this very key. */
  id: offerId,
  algorithm: z.string(),
  fingerprint: z.string(),
});

export const placeReportSchema = z.discriminatedUnion('state', [lookedAtSchema, hostKeySchema]);

/** What a build there would take. Nothing of it is done. */
export const costSchema = z.strictObject({
  toBuild: z.number().int().nonnegative(),
  toFetch: z.number().int().nonnegative(),
  downloadBytes: byteCount,
  /** Programs that would be compiled for the Pi, by their names; the first few of them. */
  compiled: z.array(z.string()),
  compiledCount: z.number().int().nonnegative(),
  /** By earlier builds there; null where none tells. */
  estimateMs: z.number().nonnegative().nullable(),
  how: z.enum(['native', 'cross']).nullable(),
  why: z.enum(HOW_REASONS).nullable(),
});

export const placesCalls = {
  /** This computer first, then the machines that were added. */
  'places.list': { input: nothing, output: z.array(placeSchema) },
  /** `user@machine[:port]`, as a person types it. Throws `place-unknown`. */
  'places.add': { input: z.strictObject({ destination: z.string().max(MAX_PLACE_CHARS) }), output: placeSchema },
  'places.remove': { input: z.strictObject({ place: placeId }), output: nothing },
  /** Looks at a place; changes nothing there. Throws `remote-*`, `cancelled`. */
  'places.test': { input: z.strictObject({ place: placeId }), output: placeReportSchema },
  /** Accepts the key that was shown, and no other. */
  'places.trust': { input: z.strictObject({ id: offerId }), output: nothing },
  /** Asks Nix there what building these answers would take. Throws as a build does; `settings-refused` for wrong answers. */
  'places.dryRun': {
    input: z.strictObject({ place: placeId, how: z.enum(HOW), answers: answersSchema }),
    output: costSchema,
  },
  /** Ends what is being found out about a place. */
  'places.cancel': { input: z.strictObject({ place: placeId }), output: nothing },
} as const;

export type WindowPlace = Readonly<z.infer<typeof placeSchema>>;
export type PlaceReport = Readonly<z.infer<typeof placeReportSchema>>;
export type LookedAt = Readonly<z.infer<typeof lookedAtSchema>>;
export type HostKeyReport = Readonly<z.infer<typeof hostKeySchema>>;
export type BuildCost = Readonly<z.infer<typeof costSchema>>;
