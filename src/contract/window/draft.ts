import * as z from 'zod';
import { nothing } from './call.ts';

/** A larger number is a newer Nixberry's: such a draft is put aside, and never overwritten. */
export const DRAFT_FORMAT = 1;

/** Larger than any honest answers, smaller than what would make a start slow. */
const MAX_ANSWERS_CHARS = 200_000;
const MAX_STEPS = 40;

const stepId = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*$/)
  .max(40);

/** Answers as typed, right or wrong: core's `completeSettings` judges them. Never a secret. */
export const answersSchema = z
  .record(z.string(), z.json())
  .refine((answers) => JSON.stringify(answers).length <= MAX_ANSWERS_CHARS);

/** `pi`: all steps, for a Pi that is described and built. `image`: an image file is written, nothing else. */
export const WAYS = ['pi', 'image'] as const;

/** What a person has said so far, and where they are. It survives a restart; nothing secret is in it. */
export const draftSchema = z.strictObject({
  format: z.literal(DRAFT_FORMAT),
  way: z.enum(WAYS),
  step: stepId,
  visited: z.array(stepId).max(MAX_STEPS),
  answers: answersSchema,
  /** Where to build, as `core/places` reads it: `here`, or a machine. */
  place: z.string().min(1).max(300),
  how: z.enum(['auto', 'native', 'cross']),
});

export const draftCalls = {
  /** The newest draft; null when there is none that could be read. */
  'draft.load': { input: nothing, output: draftSchema.nullable() },
  /** Resolves when it is on the disk. */
  'draft.save': { input: draftSchema, output: nothing },
  'draft.discard': { input: nothing, output: nothing },
} as const;

export type Draft = Readonly<z.infer<typeof draftSchema>>;
export type DraftAnswers = Draft['answers'];
