import * as z from 'zod';
import { byteCount } from './protocol-fields.ts';

// What the writer is told of one target: a part of `protocol.ts`.

/** A node in /dev, or a physical drive of Windows. */
const devicePath = z.string().regex(/^(?:\/dev\/|\\\\\.\\PHYSICALDRIVE\d+$)/i);
/** Absolute on some system: the writer takes only what is so on its own. */
const absolutePath = z.string().regex(/^(?:\/|[a-z]:[\\/])/i);

/** The most that may be laid over one target; the headers of twelve such targets fit into one frame. */
export const MAX_OVERLAY_BYTES = 192 << 10;

/**
 * What is known of the size that a drive claims: nothing; that it is true, since the drive has passed a probe before (where
 * only what differs is written, beyond doubt this very card); or nothing, and a probe is to find out first.
 */
export const CAPACITIES = ['unknown', 'known', 'probe'] as const;

/** A few KiB that are laid over the image while it is written to this target: offset in the image, bytes as base64. */
export const overlaySchema = z.object({ offset: byteCount, data: z.base64() });

export const targetSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('drive'),
    path: devicePath,
    /** What the person was shown and said yes to. The writer refuses a drive that differs in any of them. */
    bytes: byteCount,
    serial: z.string().nullable(),
    diskseq: z.number().int().nullable(),
    allowVirtual: z.boolean(),
    allowFixed: z.boolean(),
    capacity: z.enum(CAPACITIES),
    overlays: z.array(overlaySchema),
  }),
  z.object({
    /** A virtual card: a regular file, made or overwritten. */
    kind: z.literal('file'),
    path: absolutePath,
    /** Length of the file, or null for the image's own length. */
    cardBytes: byteCount.nullable(),
    /** The person agreed to overwrite the file that is there. */
    overwrite: z.boolean(),
    overlays: z.array(overlaySchema),
  }),
]);

export type Overlay = z.infer<typeof overlaySchema>;
export type Capacity = (typeof CAPACITIES)[number];
export type WriterTarget = z.infer<typeof targetSchema>;
export type DriveTarget = Extract<WriterTarget, { kind: 'drive' }>;
