import * as z from 'zod';
import { driveSchema, partitionSchema } from '../core/drives/drive.ts';
import { REFUSALS, WARNINGS } from '../core/drives/judge.ts';
import { ERROR_CODES } from '../core/errors/causes.ts';
import { LIMITS } from '../core/flash/events.ts';
import { CARD_STATES, doneOutcomeSchema, PHASES } from '../core/flash/protocol-events.ts';
import { IMAGE_FORMATS } from '../core/ports.ts';
import { byteCount, exitCode, facts, sha256 } from './cli-parts.ts';

const warning = z.strictObject({ code: z.enum(WARNINGS), message: z.string() });

/** A drive and whether it may be written. `mounts` are the paths; an empty `refusals` means that it may. */
export const listedDriveSchema = z.strictObject({
  ...driveSchema.pick({ device: true, bytes: true }).shape,
  /** Null where the drive does not say, as with `serial`. */
  model: driveSchema.shape.model.nullable(),
  ...driveSchema.pick({ serial: true, bus: true }).shape,
  ...driveSchema.pick({ removable: true, readOnly: true }).shape,
  mounts: z.array(z.string()),
  partitions: z.array(partitionSchema),
  refusals: z.array(z.strictObject({ code: z.enum(REFUSALS), message: z.string() })),
  warnings: z.array(warning),
});

/** How one target ended. */
export const outcomeSchema = z.discriminatedUnion('kind', [
  /** `seed`: the id of the seed that was laid in and read back. */
  z.strictObject({ ...doneOutcomeSchema.shape, seed: z.string().nullable() }),
  z.strictObject({
    kind: z.literal('failed'),
    code: z.enum(ERROR_CODES),
    message: z.string(),
    next: z.string(),
    facts,
    state: z.enum(CARD_STATES),
  }),
  z.strictObject({ kind: z.literal('cancelled'), state: z.enum(CARD_STATES) }),
]);

const targetEnd = { target: z.string(), outcome: outcomeSchema, exitCode };

/** `nixberry drives`; with `--watch` one whenever something has changed. */
export const drivesLine = z.strictObject({ type: z.literal('drives'), drives: z.array(listedDriveSchema) });

/** `nixberry flash`: as it goes. `target` is the path as it was given. */
export const flashLines = [
  z.strictObject({
    type: z.literal('image'),
    name: z.string(),
    format: z.enum(IMAGE_FORMATS),
    bytes: byteCount.nullable(),
    givenBytes: byteCount.nullable(),
  }),
  z.strictObject({
    type: z.literal('target'),
    target: z.string(),
    /** Null for a virtual card. */
    drive: listedDriveSchema.nullable(),
    warnings: z.array(warning),
  }),
  /** A seed will be laid in: how many Wi-Fi networks it has, and whether an SSH host key. */
  z.strictObject({
    type: z.literal('seed'),
    target: z.string(),
    id: z.string(),
    hostName: z.string().nullable(),
    wifi: byteCount,
    hostKey: z.boolean(),
  }),
  z.strictObject({ type: z.literal('phase'), target: z.string(), phase: z.enum(PHASES) }),
  z.strictObject({
    type: z.literal('progress'),
    target: z.string(),
    bytes: byteCount,
    of: byteCount.nullable(),
    /** Moving average, bytes a second. */
    rate: z.number().nullable(),
    remainingMs: z.number().nullable(),
  }),
  z.strictObject({ type: z.literal('source'), consumed: byteCount, of: byteCount.nullable() }),
  /** What holds the present phase up, whenever that changes. */
  z.strictObject({ type: z.literal('limit'), target: z.string(), by: z.enum(LIMITS) }),
  z.strictObject({ type: z.literal('stalled'), target: z.string(), ms: byteCount }),
  z.strictObject({ type: z.literal('note'), target: z.string(), code: z.string(), message: z.string(), facts }),
  z.strictObject({ type: z.literal('target-end'), ...targetEnd }),
] as const;

/** `nixberry flash`: the result, when every target is right; otherwise an `error` or `cancelled` line comes. */
export const flashedLine = z.strictObject({
  type: z.literal('flashed'),
  bytes: byteCount,
  sha256,
  givenSha256: sha256.nullable(),
  expectedMatched: z.enum(['decoded', 'given']).nullable(),
  targets: z.array(z.strictObject(targetEnd)),
});

export type ListedDrive = z.infer<typeof listedDriveSchema>;
export type CliOutcome = z.infer<typeof outcomeSchema>;
