import * as z from 'zod';
import { buildProgressSchema, buildResultSchema, HOW_REASONS, nixPlanSchema } from '../core/nix/events.ts';
import { NIX_CAUSES } from '../core/nix/causes.ts';
import { facts } from './cli-parts.ts';

const derivation = z.string();

/** `nixberry build`: as it goes. The types have a prefix, for `make` prints the lines of `flash` after them. */
export const buildLines = [
  /** A machine that was reached by ssh. */
  z.strictObject({
    type: z.literal('build-machine'),
    machine: z.string(),
    system: z.string().nullable(),
    nix: z.string().nullable(),
    freeBytes: z.number().nullable(),
  }),
  z.strictObject({
    type: z.literal('build-target'),
    installable: z.string(),
    /** Null where the attribute was named in full. */
    how: z.enum(['native', 'cross']).nullable(),
    /** Why, when it was left to us and there was a choice. */
    why: z.enum(HOW_REASONS).nullable(),
  }),
  z.strictObject({ type: z.literal('build-plan'), plan: nixPlanSchema }),
  z.strictObject({ type: z.literal('build-progress'), ...buildProgressSchema.shape }),
  z.strictObject({ type: z.literal('build-phase'), derivation, phase: z.string() }),
  z.strictObject({ type: z.literal('build-log'), derivation, line: z.string() }),
  z.strictObject({ type: z.literal('build-message'), level: z.enum(['error', 'warning', 'info']), text: z.string() }),
  z.strictObject({ type: z.literal('build-failed-log'), derivation, lines: z.array(z.string()) }),
  /** The image on its way to where it was wanted. */
  z.strictObject({ type: z.literal('build-copy'), bytes: z.number(), ofBytes: z.number() }),
  z.strictObject({ type: z.literal('build-note'), code: z.string(), message: z.string(), facts }),
] as const;

/** `nixberry build`: the result. After a dry run the image's facts are null and `dryRun` has the plan. */
export const builtLine = z.strictObject({
  type: z.literal('built'),
  ...buildResultSchema.shape,
  /** Where the image is on this computer, when that is not where it was built. */
  out: z.string().nullable(),
  /** Of the image as it is kept: see `nixberry images`. Null when it could not be kept. */
  id: z.string().nullable(),
  /** Of the image file as it was built. */
  sha256: z.string().nullable(),
  /** What became of each `--push`; why one failed is told by an `error` line. */
  pushed: z.array(z.strictObject({ to: z.string(), paths: z.number(), failed: z.boolean() })),
  /** After a dry run, where earlier builds tell. */
  estimate: z.strictObject({ ms: z.number(), basedOn: z.number() }).nullable(),
});

/** `nixberry hosts`: what a flake offers. What cannot be read has an `error`, and the rest is null. */
export const hostsLine = z.strictObject({
  type: z.literal('hosts'),
  /** As Nix was given it. */
  flake: z.string(),
  hosts: z.array(
    z.strictObject({
      name: z.string(),
      system: z.string().nullable(),
      /** Another one than `system` where the host is cross-compiled. */
      buildSystem: z.string().nullable(),
      /** Whether there is `config.system.build.sdImage`. */
      sdImage: z.boolean().nullable(),
      error: z
        .strictObject({ cause: z.enum([...NIX_CAUSES, 'timeout']), message: z.string(), next: z.string(), facts })
        .nullable(),
    }),
  ),
});

/** `nixberry demo`: the result. */
export const demoLine = z.strictObject({
  type: z.literal('demo'),
  /** Who built the image: Nix, or Nixberry itself where there is no Nix. */
  builtBy: z.enum(['nix', 'itself']),
  /** The virtual card: an ordinary file, which stays until somebody deletes it. */
  cardPath: z.string(),
});
