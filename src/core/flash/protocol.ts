import * as z from 'zod';
import { SKIP_BYTES } from '../allocation/free-blocks.ts';
import { ERROR_CODES } from '../errors/causes.ts';
import { askRewriteEvent, wrongBlockEvent, type BlockAnswer, type RewriteAnswer } from './protocol-wrong-block.ts';

/**
 * What the unprivileged side and the writer, which may run as root, say to each other; `contract/writer.ts` has the
 * bytes. Down: header, data, end, commit. Up: one event a line.
 *
 * One session, one authorisation, any number of passes: a pass is header, data ..., end; the writer answers `received`
 * with the SHA-256 of what reached it; then commit (or cancel). It ends with one `result` for each target and `pass-end`.
 * The end of stdin between passes ends the writer; within a pass it aborts it. Between passes a drive can be looked at
 * (*read*), let go of (*release*), and what was written here be marked as unfinished again (*withdraw*); each is answered by
 * one event.
 *
 * A block that comes back wrong while a target is verified is asked for (`wrong-block`), and answered by *block*; whether to
 * write it once more is asked next (`ask-rewrite`), and answered by *rewrite*. The target waits, the others go on.
 */
export const PROTOCOL_VERSION = 1;

/** The most that one data frame carries: large, since each costs some system calls. */
export const MAX_DATA_BYTES = 4 << 20;
/** The most that one *read* may bring back: enough for a FAT's file system tables and a few small files. */
export const MAX_READ_BYTES = 16 << 20;
/** All reads of a session together: a few looks at each card, not a copy of it. */
export const MAX_SESSION_READ_BYTES = 4 * MAX_READ_BYTES;
export const MAX_TARGETS = 12;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const byteCount = z.number().int().nonnegative();
const jobId = z.string().regex(/^[\w-]{1,64}$/);
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

export const PHASES = [
  'checking',
  'unmounting',
  'wiping',
  'probing',
  'writing',
  'flushing',
  'verifying',
  'finishing',
  /** What was laid in is read from the finished card; the other side's phase, by *read*. */
  'checking-seed',
  'ejecting',
] as const;

/** What is on a target after a job: `unbootable` = it carries our marker in place of a partition table. */
export const CARD_STATES = ['untouched', 'unbootable', 'unknown', 'complete'] as const;

const target = z.number().int().nonnegative();
const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/**
 * How sure the verification is: everything read back from the medium; from the medium, too, but what did not differ was read
 * before the rest was written, and only that read back (on a drive whose size is known to be true); from a cache between us
 * and it; or not done at all.
 */
export const VERIFIED = ['direct', 'compared', 'cached', 'no'] as const;

/** A target that is written, and verified when that was wanted. */
export const doneOutcomeSchema = z.object({
  kind: z.literal('done'),
  bytes: byteCount,
  /**
   * SHA-256 of what is on the target now: the stream's, or with overlays the patched stream's. Where bytes were skipped, of
   * the others, one behind the other.
   */
  sha256,
  verified: z.enum(VERIFIED),
  ejected: z.boolean(),
  /** Bytes that were written; fewer than the image has where only what differs was written. */
  writtenBytes: byteCount,
  /** Bytes of the image that were left out: what was there before still is. */
  skippedBytes: byteCount,
  /** Where the block begins that had come back wrong and was written a second time; null where none was. */
  rewritten: byteCount.nullable(),
  ms: z.strictObject({ writing: z.number(), flushing: z.number(), verifying: z.number(), total: z.number() }),
});

export const writerEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), version: z.literal(PROTOCOL_VERSION), root: z.boolean() }),
  /** The parent may send so many bytes of data in all, those that it skips not counted: nothing that was sent ever waits unread in the pipe. */
  z.object({ type: z.literal('window'), upTo: byteCount }),
  z.object({ type: z.literal('phase'), target, phase: z.enum(PHASES) }),
  /** `bytes` completed of `of` in the target's present phase. What is skipped counts in neither. */
  z.object({ type: z.literal('progress'), target, bytes: byteCount, of: byteCount.nullable() }),
  /** Nothing new. A writer finds out that nobody listens only by saying something. */
  z.object({ type: z.literal('alive') }),
  /** The drive has not answered for `ms`. */
  z.object({ type: z.literal('stalled'), target, ms: byteCount }),
  z.object({
    type: z.literal('note'),
    target,
    code: z.enum(['unmounted', 'wrong-block', 'rewritten']),
    facts,
  }),
  /** As in a commit. */
  z.object({ type: z.literal('received'), bytes: byteCount, sha256 }),
  wrongBlockEvent,
  askRewriteEvent,
  z.object({
    type: z.literal('result'),
    target,
    outcome: z.discriminatedUnion('kind', [
      doneOutcomeSchema,
      z.object({ kind: z.literal('failed'), code: z.enum(ERROR_CODES), facts, state: z.enum(CARD_STATES) }),
      z.object({ kind: z.literal('cancelled'), state: z.enum(CARD_STATES) }),
      /** Too slow for the others: to be written alone in another pass. */
      z.object({ kind: z.literal('set-aside'), state: z.enum(CARD_STATES) }),
    ]),
  }),
  z.object({ type: z.literal('read'), data: z.base64() }),
  /** A read of this drive was refused or went wrong; the session goes on. */
  z.object({ type: z.literal('read-failed'), code: z.enum(ERROR_CODES), facts }),
  /** The answer to a release: false where the drive is still attached, for whatever reason. */
  z.object({ type: z.literal('released'), ejected: z.boolean() }),
  /** The answer to a withdraw: `unknown` where the marker could not be put back. */
  z.object({ type: z.literal('withdrawn'), state: z.enum(CARD_STATES).extract(['unbootable', 'unknown']) }),
  z.object({ type: z.literal('pass-end') }),
  /** The whole session is at fault, not a target: a broken frame, a header of another version. */
  z.object({ type: z.literal('fatal'), code: z.enum(ERROR_CODES), facts }),
]);

export type Overlay = z.infer<typeof overlaySchema>;
export type WriterTarget = z.infer<typeof targetSchema>;
export type DriveTarget = Extract<WriterTarget, { kind: 'drive' }>;
export type WriterHeader = z.infer<typeof headerSchema>;
export type WriteHeader = Extract<WriterHeader, { op: 'write' }>;
export type ReadHeader = Extract<WriterHeader, { op: 'read' }>;
export type ReleaseHeader = Extract<WriterHeader, { op: 'release' }>;
export type WithdrawHeader = Extract<WriterHeader, { op: 'withdraw' }>;
export type Verified = (typeof VERIFIED)[number];
export type Capacity = (typeof CAPACITIES)[number];
export type Skip = z.infer<typeof skipSchema>;
export type Commit = z.infer<typeof commitSchema>;
export type Phase = (typeof PHASES)[number];
export type CardState = (typeof CARD_STATES)[number];
export type WriterEvent = z.infer<typeof writerEventSchema>;
export type TargetOutcome = Extract<WriterEvent, { type: 'result' }>['outcome'];

export type WriterCommand =
  | { readonly type: 'header'; readonly header: WriterHeader }
  | { readonly type: 'data'; readonly data: Uint8Array }
  | { readonly type: 'skip'; readonly skip: Skip }
  | { readonly type: 'end' }
  | { readonly type: 'commit'; readonly commit: Commit }
  | { readonly type: 'block'; readonly block: BlockAnswer }
  | { readonly type: 'rewrite'; readonly rewrite: RewriteAnswer }
  | { readonly type: 'cancel' };
