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

/** Why a host is built as on the Pi, or cross-compiled, when that was left to us. */
export const HOW_REASONS = [
  'native-itself',
  'native-emulated',
  'native-builders',
  'native-unable',
  'cross-no-arm',
  'cross-only',
] as const;

export const HOW = ['native', 'cross', 'auto'] as const;

export const BUILD_NOTES = [
  'demo-itself',
  'demo-nix-failed',
  'host-key-trusted',
  'builder-unchecked',
  'machine-nix-old',
  'machine-space-low',
  'machine-home-full',
  'cross-compiles',
  'project-sent',
  'job-resumed',
  'job-superseded',
  'job-stopping',
  'job-left',
  'job-not-stopped',
  'result-collected',
  'lock-returned',
  'lock-kept',
  'lock-failed',
  'cache-ignored',
  'cache-waiting',
  'pushing',
  'pushed',
  'image-hashing',
  'keep-failed',
  'unkeep-failed',
] as const;

/** Everything that happens while an image is built. */
export const buildEventSchema = z.discriminatedUnion('type', [
  /** A machine that was reached: what it is (`aarch64-linux`), its Nix, and the room in its store. */
  z.object({
    type: z.literal('machine'),
    machine: z.string(),
    system: z.string().nullable(),
    nix: z.string().nullable(),
    freeBytes: count.nullable(),
  }),
  /**
   * What is built, once that is known. `how` is null where the attribute was named in full; `why` (`build-why.<why>`) where
   * there was nothing to choose.
   */
  z.object({
    type: z.literal('target'),
    installable: z.string(),
    how: z.enum(['native', 'cross']).nullable(),
    why: z.enum(HOW_REASONS).nullable(),
  }),
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
    code: z.enum(BUILD_NOTES),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
]);

/** What a build would do. */
export const dryRunSchema = nixPlanSchema.extend({
  /** The derivations that would be built. */
  derivations: z.array(z.string()),
});

export const buildResultSchema = z.object({
  /** The image file; null after a dry run. */
  imagePath: z.string().nullable(),
  bytes: count.nullable(),
  storePath: z.string().nullable(),
  /** The machine that the image lies on, as it was named; null for this computer. */
  elsewhere: z.string().nullable(),
  /** What was built of which flake; null for an image that Nix had no part in. */
  installable: z.string().nullable(),
  /** Null where the attribute was named in full. */
  how: z.enum(['native', 'cross']).nullable(),
  /** What it took: derivations that were built, bytes that were downloaded, milliseconds. Null after a dry run. */
  work: z.object({ built: count, downloadBytes: count, ms: count }).nullable(),
  dryRun: dryRunSchema.nullable(),
});

export type RunningBuild = Readonly<z.infer<typeof runningBuildSchema>>;
export type NixPlan = Readonly<z.infer<typeof nixPlanSchema>>;
export type DryRun = Readonly<z.infer<typeof dryRunSchema>>;
export type HowReason = (typeof HOW_REASONS)[number];
export type BuildProgress = Readonly<z.infer<typeof buildProgressSchema>>;
export type BuildEvent = Readonly<z.infer<typeof buildEventSchema>>;
export type BuildResult = Readonly<z.infer<typeof buildResultSchema>>;
export type How = (typeof HOW)[number];
