import * as z from 'zod';

const count = z.number().int().nonnegative();

/** A derivation that is being built now. */
export const runningBuildSchema = z.object({
  derivation: z.string(),
  /** The builder's address; null for this computer. */
  machine: z.string().nullable(),
  phase: z.string().nullable(),
  /** The last lines of its log, newest last. */
  lines: z.array(z.string()),
});

/** What Nix said it is going to do. Sizes in bytes, as exact as Nix prints them (hundredths of a MiB). */
export const nixPlanSchema = z.object({
  toBuild: count,
  toFetch: count,
  downloadBytes: count,
  unpackedBytes: count,
});

export const buildProgressSchema = z.object({
  /** Derivations. */
  builds: z.object({ done: count, expected: count, running: count, failed: count }),
  /** Paths that are fetched or copied. */
  fetches: z.object({ done: count, expected: count }),
  downloads: z.object({ bytes: count, expectedBytes: count }),
  running: z.array(runningBuildSchema),
  plan: nixPlanSchema.nullable(),
});

export const HOW = ['native', 'cross', 'auto'] as const;

/** Everything that happens while an image is built. */
export const buildEventSchema = z.discriminatedUnion('type', [
  /** What is built, once that is known. `how` is null where the attribute was named in full. */
  z.object({ type: z.literal('target'), installable: z.string(), how: z.enum(['native', 'cross']).nullable() }),
  /** Before the Nix run starts to build: what it is going to do. */
  z.object({ type: z.literal('plan'), plan: nixPlanSchema }),
  /** The state of the whole; comes often, the newest is all that counts. */
  z.object({ type: z.literal('progress'), progress: buildProgressSchema }),
  z.object({ type: z.literal('phase'), derivation: z.string(), phase: z.string() }),
  z.object({ type: z.literal('log'), derivation: z.string(), line: z.string() }),
  /** Nix's own words; `error` also before the build is over. */
  z.object({ type: z.literal('message'), level: z.enum(['error', 'warning', 'info']), text: z.string() }),
  /** The end of the log of a derivation that failed, newest line last. */
  z.object({ type: z.literal('failed-log'), derivation: z.string(), lines: z.array(z.string()) }),
  /** Something to know that is not an error: `code` is looked up as `build-note.<code>`. */
  z.object({
    type: z.literal('note'),
    code: z.enum(['demo-itself', 'demo-nix-failed']),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
]);

export const buildResultSchema = z.object({
  /** The image file; null after a dry run. */
  imagePath: z.string().nullable(),
  bytes: count.nullable(),
  storePath: z.string().nullable(),
  dryRun: nixPlanSchema.nullable(),
});

export type RunningBuild = Readonly<z.infer<typeof runningBuildSchema>>;
export type NixPlan = Readonly<z.infer<typeof nixPlanSchema>>;
export type BuildProgress = Readonly<z.infer<typeof buildProgressSchema>>;
export type BuildEvent = Readonly<z.infer<typeof buildEventSchema>>;
export type BuildResult = Readonly<z.infer<typeof buildResultSchema>>;
export type How = (typeof HOW)[number];
