import * as z from 'zod';
import { byteCount, facts } from '../cli-parts.ts';
import { HOW_REASONS, nixPlanSchema } from '../../core/nix/events.ts';
import { nothing, offerId, windowErrorSchema } from './call.ts';

/** What goes on at once; more of them are counted, not named. */
export const MOST_RUNNING = 8;
/** Lines of one answer: several screens. */
const MOST_LINES = 1000;
/** Places of hits in one answer of a search; beyond these they are only counted. */
export const MOST_HITS = 5000;
/** The end of a failing derivation's log. */
export const MOST_FAILED_LINES = 2000;

/** Longer than anybody searches for. */
const MAX_SEARCH_CHARS = 200;

const count = z.number().int().nonnegative();
/** A moment: ms since 1970. */
const moment = z.number().int().nonnegative();

/** The parts of a build, in their order. `image`: the last derivation, and what comes after it. */
export const BUILD_PHASES = ['evaluate', 'download', 'build', 'image'] as const;

export const buildPhaseSchema = z.strictObject({
  phase: z.enum(BUILD_PHASES),
  /** `skipped`: there was nothing to do in it. */
  state: z.enum(['waiting', 'running', 'done', 'failed', 'skipped']),
  /** When it began and ended; null while that is to come. */
  startedAt: moment.nullable(),
  endedAt: moment.nullable(),
});

/** Something that is being built now. */
export const runningDerivationSchema = z.strictObject({
  /** As people know it: `linux-6.18.38`. */
  name: z.string(),
  /** The builder's address; null for the machine that Nix runs on. */
  machine: z.string().nullable(),
  phase: z.string().nullable(),
  /** When it began. */
  since: moment,
});

const BUILD_STATES = ['running', 'done', 'failed', 'cancelled'] as const;

/** A build as the page shows it. How long it has run, the page works out by itself. */
export const buildViewSchema = z.strictObject({
  id: z.string(),
  state: z.enum(BUILD_STATES),
  /** The draft says something else by now: other answers, another place, another way. */
  outdated: z.boolean(),
  /** A person asked to end it, and it is ending. */
  stopping: z.boolean(),
  /** What is built; null where the flake's default is. */
  host: z.string().nullable(),
  /** Where, as `core/places` reads it. */
  place: z.string(),
  /** What the machine that builds is (`aarch64-linux`), once it has said so. */
  system: z.string().nullable(),
  startedAt: moment,
  endedAt: moment.nullable(),
  how: z.enum(['native', 'cross']).nullable(),
  /** Words under `build-why.<why>`. */
  why: z.enum(HOW_REASONS).nullable(),
  phases: z.array(buildPhaseSchema),
  builds: z.strictObject({ done: count, expected: count, running: count, failed: count }),
  fetches: z.strictObject({ done: count, expected: count }),
  downloads: z.strictObject({ bytes: byteCount, expectedBytes: byteCount }),
  /** The one that has run longest first. */
  running: z.array(runningDerivationSchema).max(MOST_RUNNING),
  plan: nixPlanSchema.nullable(),
  /** How long the whole may take, by earlier builds; null where those do not tell. */
  estimateMs: z.number().nonnegative().nullable(),
  /** Lines of the log so far. */
  logLines: count,
  /** Words under `build-note.<code>`. */
  notes: z.array(z.strictObject({ code: z.string(), facts })),
  error: windowErrorSchema
    .extend({
      /** What could not be built, as people know it; null where it was none in particular. */
      derivation: z.string().nullable(),
      /** The line of the log to open it at. */
      logStart: count.nullable(),
    })
    .nullable(),
  /** The image, offered as the `image` of the window. */
  result: z.strictObject({ image: offerId, bytes: byteCount, name: z.string() }).nullable(),
});

export const LINE_KINDS = ['log', 'error', 'warning', 'info'] as const;

export const logLineSchema = z.strictObject({
  /** As people know it; null for Nix's own words. */
  derivation: z.string().nullable(),
  text: z.string(),
  kind: z.enum(LINE_KINDS),
});

export const buildTopics = {
  build: buildViewSchema.nullable(),
} as const;

export const buildCalls = {
  /** Builds what the saved draft says. Does nothing while a build runs; `ifNeeded`: nor when just that is built already. */
  'build.start': { input: z.strictObject({ ifNeeded: z.boolean() }), output: nothing },
  /** Ends the build; the topic says when it has ended. */
  'build.cancel': { input: nothing, output: nothing },
  /** Forgets a build that has ended, its log included. */
  'build.clear': { input: nothing, output: nothing },
  /**
   * Lines of the log, by number. `first` is the number of the first line of the answer: later than asked for where the oldest
   * are not kept any more.
   */
  'build.log': {
    input: z.strictObject({ from: count, count: z.number().int().min(1).max(MOST_LINES) }),
    output: z.strictObject({
      first: count,
      /** The first line that is still kept. */
      kept: count,
      lines: z.array(logLineSchema).max(MOST_LINES),
    }),
  },
  /** The lines from `from` on that contain a text in whatever case; `upTo`: the line from which to search on. */
  'build.search': {
    input: z.strictObject({ text: z.string().min(1).max(MAX_SEARCH_CHARS), from: count }),
    output: z.strictObject({ count, lines: z.array(count).max(MOST_HITS), upTo: count }),
  },
  /** The end of the log of what could not be built; `firstError`: the line of it at which it goes wrong, where that can be told. */
  'build.failedLog': {
    input: nothing,
    output: z
      .strictObject({
        derivation: z.string(),
        lines: z.array(z.string()).max(MOST_FAILED_LINES),
        /** Lines before these that are left out. */
        before: count,
        firstError: count.nullable(),
      })
      .nullable(),
  },
  /** Puts the log, or the failing derivation's, into the clipboard; says how many lines of it there was room for. */
  'build.copyLog': {
    input: z.strictObject({ of: z.enum(['all', 'failed']) }),
    output: z.strictObject({ lines: count }),
  },
  /** Saves the whole log where a person says; false when they did not. */
  'build.saveLog': { input: nothing, output: z.boolean() },
} as const;

export type BuildView = Readonly<z.infer<typeof buildViewSchema>>;
export type BuildPhase = Readonly<z.infer<typeof buildPhaseSchema>>;
export type BuildPhaseName = (typeof BUILD_PHASES)[number];
export type RunningDerivation = Readonly<z.infer<typeof runningDerivationSchema>>;
export type LogLine = Readonly<z.infer<typeof logLineSchema>>;
export type LineKind = (typeof LINE_KINDS)[number];
export type FailedLog = NonNullable<Readonly<z.infer<(typeof buildCalls)['build.failedLog']['output']>>>;
