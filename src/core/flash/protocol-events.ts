import * as z from 'zod';
import { ERROR_CODES } from '../errors/causes.ts';
import { byteCount, sha256, targetIndex as target } from './protocol-fields.ts';
import { askRewriteEvent, wrongBlockEvent } from './protocol-wrong-block.ts';
import { PROTOCOL_VERSION } from './protocol.ts';

// What the writer says, one event a line: a part of `protocol.ts`.

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
      /** Too slow for the others, or the last that they wait for: to be written alone in another pass. */
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

export type Verified = (typeof VERIFIED)[number];
export type Phase = (typeof PHASES)[number];
export type CardState = (typeof CARD_STATES)[number];
export type WriterEvent = z.infer<typeof writerEventSchema>;
export type TargetOutcome = Extract<WriterEvent, { type: 'result' }>['outcome'];
