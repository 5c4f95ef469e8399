import * as z from 'zod';
import { WARNINGS } from '../../core/drives/judge.ts';
import { ERROR_CODES } from '../../core/errors/causes.ts';
import { LIMITS, NOTES } from '../../core/flash/events.ts';
import { CARD_STATES, doneOutcomeSchema, PHASES } from '../../core/flash/protocol-events.ts';
import { MAX_TARGETS } from '../../core/flash/protocol.ts';
import { byteCount, facts, sha256 } from '../cli-parts.ts';
import { nothing, offerId, windowErrorSchema } from './call.ts';
import { driveFactsSchema } from './drives.ts';

/** The phases as they are shown, each with its own bar: several of the writer's make one. */
export const SHOWN_PHASES = ['check', 'write', 'flush', 'verify', 'startable'] as const;

const PHASE_STATES = ['waiting', 'running', 'done', 'failed'] as const;

const phaseSchema = z.strictObject({
  phase: z.enum(SHOWN_PHASES),
  state: z.enum(PHASE_STATES),
  bytes: byteCount,
  /** Null where nobody knows how much it will be. */
  of: byteCount.nullable(),
  /** How long it has lasted. */
  ms: z.number().nonnegative(),
});

/** How fast it went: an average, at most one a second. */
const rateSampleSchema = z.strictObject({
  /** Since the job began. */
  atMs: z.number().nonnegative(),
  /** Bytes a second. */
  rate: z.number().nonnegative(),
  phase: z.enum(SHOWN_PHASES),
});

/** The slowest and the fastest second of a phase, in bytes a second: where there are many, points of the plot are means of several. */
const extremesSchema = z.strictObject({
  phase: z.enum(SHOWN_PHASES),
  least: z.number().nonnegative(),
  most: z.number().nonnegative(),
});

/** When a card ended: since it was begun with, and as the how manieth of those that are done. */
const endSchema = z.strictObject({
  afterMs: z.number().nonnegative().nullable(),
  place: z.int().positive().nullable(),
});

/** The SSH host key that a card will present, without its secret half. */
const hostKeySchema = z.strictObject({ host: z.string(), fingerprint: z.string(), line: z.string() });

const outcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...doneOutcomeSchema.shape, seed: z.boolean() }),
  z.strictObject({ kind: z.literal('failed'), code: z.enum(ERROR_CODES), facts, state: z.enum(CARD_STATES) }),
  z.strictObject({ kind: z.literal('cancelled'), state: z.enum(CARD_STATES) }),
]);

const targetSchema = z.strictObject({
  /** As it is called in the list of drives. */
  id: offerId,
  name: z.string(),
  /** Null for a virtual card. */
  drive: driveFactsSchema.nullable(),
  phases: z.array(phaseSchema),
  /** What the writer does now, of which a phase shown is made. */
  doing: z.enum(PHASES).nullable(),
  rate: z.number().nullable(),
  remainingMs: z.number().nullable(),
  limitedBy: z.enum(LIMITS).nullable(),
  /** Of the drive; null for a virtual card, and until the job has read it. */
  sectorBytes: byteCount.nullable(),
  /** What was said last of the present phase. */
  note: z.strictObject({ code: z.enum(NOTES), facts }).nullable(),
  /** The drive has not answered for so long. */
  stalledMs: z.number().nullable(),
  samples: z.array(rateSampleSchema),
  extremes: z.array(extremesSchema),
  hostKey: hostKeySchema.nullable(),
  outcome: outcomeSchema.nullable(),
  /** Null until there is an outcome. */
  end: endSchema.nullable(),
});

/** What has to be said yes to. */
const questionSchema = z.strictObject({
  id: offerId,
  name: z.string(),
  /** As it is now; null for a file that would be overwritten. */
  drive: driveFactsSchema.nullable(),
  warnings: z.array(z.strictObject({ code: z.enum(WARNINGS), facts })),
  /** What has to be typed; null where a yes is enough. */
  typedName: z.string().nullable(),
});

/** A block that a card has kept wrong: may it be written once more? In bytes. */
const rewriteSchema = z.strictObject({
  /** Which card. */
  target: offerId,
  name: z.string(),
  /** Offset of the first wrong byte. */
  firstWrong: byteCount,
  wrongBytes: byteCount,
  wrongBits: byteCount,
});

const FLASH_STATES = ['preparing', 'asking', 'running', 'done', 'failed', 'cancelled'] as const;

export const flashSchema = z.strictObject({
  /** Of this job: another one has another. */
  id: z.string(),
  state: z.enum(FLASH_STATES),
  /** Everything was agreed to, and a card was, or may have been, begun with. */
  begun: z.boolean(),
  /** Only what differs is written. */
  onlyChanged: z.boolean(),
  image: z.strictObject({
    name: z.string(),
    host: z.string().nullable(),
    user: z.string().nullable(),
    board: z.string().nullable(),
    nixos: z.string().nullable(),
    bytes: byteCount.nullable(),
  }),
  /** ISO 8601. */
  startedAt: z.string(),
  elapsedMs: z.number().nonnegative(),
  /** While `asking`: everything that the one answer is about. */
  questions: z.array(questionSchema),
  /** While one card waits for an answer; the others go on. */
  rewrite: rewriteSchema.nullable(),
  /** How long a yes has to wait; 0 with a screen reader. */
  waitMs: z.number().nonnegative(),
  targets: z.array(targetSchema),
  /** Of the image; null before it has been read to its end. */
  sha256: sha256.nullable(),
  /** Why all of it failed; what failed of one target is its outcome. */
  error: windowErrorSchema.nullable(),
});

export const flashCalls = {
  /**
   * Begins to write the chosen image. `image`, `targets`: the chosen image and drives as the page shows them; AppError
   * `offer-gone` where main knows of others. All questions are asked before anything happens to a card.
   */
  'flash.start': {
    input: z.strictObject({
      image: offerId,
      targets: z.array(offerId).min(1).max(MAX_TARGETS),
      /** Read first, write only what differs. */
      onlyChanged: z.boolean(),
    }),
    output: nothing,
  },
  /**
   * The answer to all questions of job `id`. `typed`: in the order of the questions, null where nothing is asked for. A yes
   * that is too early, or with another name, does nothing: AppError `confirm-refused`.
   */
  'flash.answer': {
    input: z.strictObject({
      id: z.string(),
      yes: z.boolean(),
      typed: z.array(z.string().max(200).nullable()).max(MAX_TARGETS),
    }),
    output: nothing,
  },
  /** The answer to `rewrite` of job `id`. AppError `confirm-refused` where nothing is asked of that card any more. */
  'flash.rewrite': {
    input: z.strictObject({ id: z.string(), target: offerId, yes: z.boolean() }),
    output: nothing,
  },
  /** Ends the job; resolves when it has been asked to end. */
  'flash.cancel': { input: nothing, output: nothing },
  /** Forgets a job that has ended, so that another card can be written. */
  'flash.clear': { input: nothing, output: nothing },
  /** The person has gone from a card that is done: its secrets are forgotten as by `finish`, what was written is not. */
  'flash.leave': { input: nothing, output: nothing },
  /** The person is done with the cards: secrets that are not to be remembered are forgotten, and the job too. */
  'flash.finish': { input: nothing, output: nothing },
} as const;

export const flashTopics = {
  /** The job that runs, or the last one; null before the first. */
  flash: flashSchema.nullable(),
} as const;

export type FlashTopic = Readonly<z.infer<typeof flashSchema>>;
export type FlashTarget = Readonly<z.infer<typeof targetSchema>>;
export type FlashQuestion = Readonly<z.infer<typeof questionSchema>>;
export type FlashRewrite = Readonly<z.infer<typeof rewriteSchema>>;
export type FlashPhase = Readonly<z.infer<typeof phaseSchema>>;
export type RateSample = Readonly<z.infer<typeof rateSampleSchema>>;
export type RateExtremes = Readonly<z.infer<typeof extremesSchema>>;
export type ShownPhase = (typeof SHOWN_PHASES)[number];
export type WindowOutcome = Readonly<z.infer<typeof outcomeSchema>>;
