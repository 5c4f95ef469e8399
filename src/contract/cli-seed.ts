import * as z from 'zod';
import { SEED_REFUSALS } from '../core/seed/seed-refusal.ts';
import { SEED_FLAWS } from '../core/identify/card-identity.ts';
import { cardRecordSchema } from '../core/seed/card-record.ts';
import { imageRecordSchema } from '../core/seed/image-record.ts';
import { maskedSeedSchema } from '../core/seed/masked.ts';

/** What makes the first `ssh` need no trust: the key that a card presents, and the line that tells ssh of it. */
const hostKey = {
  host: z.string(),
  fingerprint: z.string(),
  /** For a file of known hosts. */
  line: z.string(),
};

/** `nixberry seed`, and what `flash` and `make` say of the host key that they laid in. Never a secret. */
export const seedLines = [
  z.strictObject({ type: z.literal('seed-written'), file: z.string(), seed: maskedSeedSchema }),
  z.strictObject({ type: z.literal('seed-file'), file: z.string(), seed: maskedSeedSchema }),
  z.strictObject({
    type: z.literal('host-trusted'),
    ...hostKey,
    /** The file of known hosts, and whether anything was written to it. */
    file: z.string(),
    changed: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('host-untrusted'),
    host: z.string(),
    file: z.string(),
    removed: z.number().int().nonnegative(),
  }),
  z.strictObject({ type: z.literal('host-key'), target: z.string(), ...hostKey }),
  /** Something that an image wants from a seed, and does not get. */
  z.strictObject({
    type: z.literal('seed-unmet'),
    target: z.string(),
    host: z.string(),
    password: z.boolean(),
    /** SSIDs. */
    wifi: z.array(z.string()),
    tailscale: z.boolean(),
  }),
] as const;

/** `nixberry identify`. */
export const cardLine = z.strictObject({
  type: z.literal('card'),
  device: z.string(),
  card: z.discriminatedUnion('kind', [
    /** Nulls where the marker cannot be read. */
    z.strictObject({ kind: z.literal('unfinished'), startedAt: z.string().nullable(), job: z.string().nullable() }),
    z.strictObject({
      kind: z.literal('nixberry'),
      image: imageRecordSchema,
      /** Null for a card that another program has written. */
      card: cardRecordSchema.nullable(),
      seed: z.discriminatedUnion('state', [
        z.strictObject({ state: z.literal('waiting'), id: z.string() }),
        /** Null where the Pi's note of it cannot be read. */
        z.strictObject({ state: z.literal('used'), id: z.string().nullable() }),
        /** The Pi leaves it alone. */
        z.strictObject({ state: z.literal('not-taken'), id: z.string().nullable(), reason: z.enum(SEED_FLAWS) }),
        z.strictObject({ state: z.literal('none'), id: z.null() }),
      ]),
    }),
    z.strictObject({
      kind: z.literal('other'),
      what: z.enum(['empty', 'no-table', ...SEED_REFUSALS]),
      /** Of its first FAT partition. */
      label: z.string().nullable(),
    }),
  ]),
});
