import * as z from 'zod';
import { BUSES, DRIVE_KINDS, partitionSchema, useSchema } from '../../core/drives/drive.ts';
import { REFUSALS, WARNINGS } from '../../core/drives/judge.ts';
import { MAX_TARGETS } from '../../core/flash/protocol.ts';
import { byteCount, facts } from '../cli-parts.ts';
import { nothing, offerId, windowErrorSchema } from './call.ts';
import { driveLookSchema, knownCardSchema } from './drive-look.ts';

/** What lies on a drive: the drive's own file system, or its partitions. All of it is text that a drive says of itself. */
export const driveContentSchema = z.strictObject({
  /** False: nobody could look. */
  known: z.boolean(),
  fsType: z.string().nullable(),
  label: z.string().nullable(),
  /** How much of the drive's own file system is taken; null where it is not mounted, or does not say. */
  usedBytes: byteCount.nullable(),
  partitions: z.array(z.strictObject({ ...partitionSchema.shape, usedBytes: byteCount.nullable() })),
  /** Whose card it is. */
  card: knownCardSchema,
  /** Where it, or something on it, is mounted. */
  mounts: z.array(z.string()),
  /** By what it is used otherwise. */
  uses: z.array(z.strictObject(useSchema.shape)),
});

/** A drive as it is shown before anything is asked. */
export const driveFactsSchema = z.strictObject({
  /** Its model; where it has none, what the kernel calls it. */
  name: z.string(),
  /** What the kernel calls it (`sdb`), to be shown. */
  kernelName: z.string(),
  bytes: byteCount,
  bus: z.enum(BUSES),
  kind: z.enum(DRIVE_KINDS),
  serial: z.string().nullable(),
  removable: z.boolean(),
  content: driveContentSchema,
});

/** A drive in the list. Another card in the same reader is another drive, with another id. */
export const listedDriveSchema = z.strictObject({
  id: offerId,
  ...driveFactsSchema.shape,
  look: driveLookSchema,
  verdict: z.strictObject({
    /** Why it cannot be chosen; the first weighs most. */
    refusals: z.array(z.strictObject({ code: z.enum(REFUSALS), facts })),
    warnings: z.array(z.strictObject({ code: z.enum(WARNINGS), facts })),
    /** It is so large that it cannot be chosen before `drives.allowLarge`. */
    heldAsLarge: z.boolean(),
    typedName: z.boolean(),
  }),
});

/** A virtual card: an image file that is written like a card. */
export const virtualCardSchema = z.strictObject({
  id: offerId,
  name: z.string(),
  /** Where it lies, to be shown. */
  shown: z.string(),
  /** Its length; null for one that will be as long as the image. */
  bytes: byteCount.nullable(),
  /** A file is there already, and would be overwritten. */
  exists: z.boolean(),
});

const DRIVES_STATES = ['listing', 'ok', 'failed'] as const;

export const drivesSchema = z.strictObject({
  state: z.enum(DRIVES_STATES),
  /** Why the last listing failed; the drives are those of the one before. */
  error: windowErrorSchema.nullable(),
  /** New ones come at the end. */
  drives: z.array(listedDriveSchema),
  /** How many are not shown because nobody would write a card to them. */
  hidden: byteCount,
  cards: z.array(virtualCardSchema),
  /** What is chosen of both; a drive that goes is chosen no more. */
  chosen: z.array(offerId),
  /** Drives larger than 256 GB may be chosen. */
  largeAllowed: z.boolean(),
});

/** What a virtual card may be long: as printed on cards, in bytes. */
export const CARD_SIZES_BYTES = [4e9, 8e9, 16e9, 32e9, 64e9] as const;

export const drivesCalls = {
  /** Drives are looked for only as long as somebody looks at them. */
  'drives.watch': { input: z.strictObject({ on: z.boolean() }), output: nothing },
  /** Lets drives be chosen that are larger than 256 GB, until the program ends; false takes it back. */
  'drives.allowLarge': { input: z.strictObject({ allow: z.boolean() }), output: nothing },
  /**
   * Chooses these and no others; several only where the person's preferences say so. AppError `refused` for one that cannot
   * be chosen, and then all stays as it was.
   */
  'drives.choose': { input: z.strictObject({ ids: z.array(offerId).max(MAX_TARGETS) }), output: nothing },
  /**
   * Reads whose card this drive is, for which the person may be asked for a password; how that ends is in the topic. One at a
   * time. AppError `offer-gone`, `refused` for a drive that may not be read, or while another is.
   */
  'drives.look': { input: z.strictObject({ id: offerId }), output: nothing },
  /** Ends that. */
  'drives.stopLooking': { input: nothing, output: nothing },
  /** Asks where it should be. `bytes`: null for the image's own length. Null when the person chose no place. */
  'drives.addVirtual': {
    input: z.strictObject({ bytes: z.union(CARD_SIZES_BYTES.map((size) => z.literal(size))).nullable() }),
    output: virtualCardSchema.nullable(),
  },
} as const;

export const drivesTopics = { drives: drivesSchema } as const;

export type DriveFacts = Readonly<z.infer<typeof driveFactsSchema>>;
export type DriveContent = Readonly<z.infer<typeof driveContentSchema>>;
export type WindowDrive = Readonly<z.infer<typeof listedDriveSchema>>;
export type VirtualCard = Readonly<z.infer<typeof virtualCardSchema>>;
export type DrivesTopic = Readonly<z.infer<typeof drivesSchema>>;
export type CardSize = (typeof CARD_SIZES_BYTES)[number];
