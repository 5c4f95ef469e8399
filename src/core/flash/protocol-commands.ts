import * as z from 'zod';
import { SKIP_BYTES } from '../allocation/free-blocks.ts';
import { byteCount, sha256 } from './protocol-fields.ts';
import { targetSchema } from './protocol-target.ts';
import type { BlockAnswer, RewriteAnswer } from './protocol-wrong-block.ts';
import { MAX_READ_BYTES, MAX_TARGETS, PROTOCOL_VERSION } from './protocol.ts';

// What the writer is told: a part of `protocol.ts`.

const jobId = z.string().regex(/^[\w-]{1,64}$/);

export const headerSchema = z.discriminatedUnion('op', [
  z.object({
    version: z.literal(PROTOCOL_VERSION),
    op: z.literal('write'),
    /** An id of this job, for the marker that an interrupted card carries. */
    job: jobId,
    /** When the job was started, ISO 8601, for the marker. */
    startedAt: z.iso.datetime(),
    imageBytes: byteCount.nullable(),
    /** Kernel names of the disks that the image file lies on: none of them may be a target. */
    imageOnDisks: z.array(z.string()),
    verify: z.boolean(),
    /** `later`: neither ejected nor its new partition table read, until a *release* says which. */
    eject: z.enum(['yes', 'no', 'later']),
    /** Read first and write only what differs. */
    onlyChanged: z.boolean(),
    targets: z.array(targetSchema).min(1).max(MAX_TARGETS),
  }),
  z.object({
    version: z.literal(PROTOCOL_VERSION),
    op: z.literal('read'),
    target: targetSchema,
    offset: byteCount,
    bytes: z.number().int().positive().max(MAX_READ_BYTES),
  }),
  z.object({
    version: z.literal(PROTOCOL_VERSION),
    op: z.literal('release'),
    target: targetSchema,
    /** False: the drive stays, and its new partition table is read. */
    eject: z.boolean(),
  }),
  z.object({
    version: z.literal(PROTOCOL_VERSION),
    op: z.literal('withdraw'),
    target: targetSchema,
    job: jobId,
    startedAt: z.iso.datetime(),
  }),
]);

/**
 * So many bytes of the image are left out, between two data frames or at the end: nobody reads them, and the drive keeps there
 * what it has. Never before the first data.
 */
export const skipSchema = z.object({ bytes: byteCount.positive().multipleOf(SKIP_BYTES) });

/** `bytes`: of the image. `sha256`: of the data frames' content. */
export const commitSchema = z.object({ bytes: byteCount, sha256 });

export type WriterHeader = z.infer<typeof headerSchema>;
export type WriteHeader = Extract<WriterHeader, { op: 'write' }>;
export type ReadHeader = Extract<WriterHeader, { op: 'read' }>;
export type ReleaseHeader = Extract<WriterHeader, { op: 'release' }>;
export type WithdrawHeader = Extract<WriterHeader, { op: 'withdraw' }>;
export type Skip = z.infer<typeof skipSchema>;
export type Commit = z.infer<typeof commitSchema>;

export type WriterCommand =
  | { readonly type: 'header'; readonly header: WriterHeader }
  | { readonly type: 'data'; readonly data: Uint8Array }
  | { readonly type: 'skip'; readonly skip: Skip }
  | { readonly type: 'end' }
  | { readonly type: 'commit'; readonly commit: Commit }
  | { readonly type: 'block'; readonly block: BlockAnswer }
  | { readonly type: 'rewrite'; readonly rewrite: RewriteAnswer }
  | { readonly type: 'cancel' };
