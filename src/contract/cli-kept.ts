import * as z from 'zod';
import { ERROR_CODES } from '../core/errors/causes.ts';
import { PART_KINDS } from '../core/kept/diff.ts';
import { KEPT_STATES, SKIP_REASONS } from '../core/kept/ports.ts';
import { keptImageSchema } from '../core/kept/record.ts';
import { byteCount } from './cli-parts.ts';

/** What is remembered of an image, and what is left of it. `path`: where it lies, at `destination` unless there is a copy here. */
const listedImage = z.strictObject({
  ...z.strictObject(keptImageSchema.shape).omit({ format: true, order: true, file: true }).shape,
  name: z.string(),
  state: z.enum(KEPT_STATES),
  path: z.string(),
});

const skipped = z.strictObject({ file: z.string(), reason: z.enum(SKIP_REASONS), message: z.string() });

const side = z.strictObject({
  /** Null for a store path. */
  image: listedImage.omit({ state: true, path: true }).nullable(),
  /** The system in the store. */
  system: z.string(),
  /** All that it needs; null where Nix does not say. */
  closureBytes: byteCount.nullable(),
});

/** `nixberry images` and `nixberry diff`. Images come newest first. */
export const keptLines = [
  z.strictObject({
    type: z.literal('images'),
    folder: z.string(),
    images: z.array(listedImage),
    /** Records that are not understood, and stay as they are. */
    skipped: z.array(skipped),
  }),
  z.strictObject({
    type: z.literal('images-pruned'),
    folder: z.string(),
    removed: z.array(
      z.strictObject({ id: z.string(), name: z.string(), freedBytes: byteCount, storeBytes: byteCount }),
    ),
    /** What could not be let go of. */
    stays: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        code: z.enum(ERROR_CODES),
        message: z.string(),
        next: z.string(),
      }),
    ),
    /** Files in the folder that killed processes had left. */
    swept: z.array(z.string()),
    /** Free now, and what the next collection of garbage in this computer's store may free. */
    freedBytes: byteCount,
    storeBytes: byteCount,
  }),
  z.strictObject({
    type: z.literal('diff'),
    before: side,
    after: side,
    /** The versions that only one of them has (`''`: no version in its name), and bytes, null below 8 KiB. */
    changes: z.array(
      z.strictObject({
        kind: z.enum(PART_KINDS),
        name: z.string(),
        before: z.array(z.string()),
        after: z.array(z.string()),
        bytes: z.number().int().nullable(),
      }),
    ),
  }),
] as const;

export type ListedImage = z.infer<typeof listedImage>;
