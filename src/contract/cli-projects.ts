import * as z from 'zod';
import { FILE_STEPS } from '../core/projects/fixed-files.ts';
import { PROBLEMS, SETTING_WARNINGS } from '../core/spec/codes.ts';
import { RELEASE_IDS } from '../core/spec/releases.ts';
import { settingsSchema } from '../core/spec/settings.ts';
import { facts } from './cli-parts.ts';

const release = z.enum(RELEASE_IDS);
const place = z.number().int().positive().nullable();

const problem = z.strictObject({
  /** Like `user.sshKeys[0]`, empty for the whole. */
  path: z.string(),
  code: z.enum(PROBLEMS),
  message: z.string(),
  facts,
  /** Where the answers come from a file: from 1, the column in UTF-16 units. */
  file: z.string().nullable(),
  line: place,
  column: place,
});

const warning = z.strictObject({
  path: z.string(),
  code: z.enum(SETTING_WARNINGS),
  message: z.string(),
  facts,
});

/** What became of telling git: nothing where no file is new. `none`: the project is in no repository. */
const git = z.enum(['initialised', 'added', 'none', 'missing', 'failed']).nullable();

/** `key` is the public key with which it signs. */
const cache = { url: z.string(), key: z.string() };

const hostResult = {
  folder: z.string(),
  host: z.string(),
  settings: settingsSchema,
  warnings: z.array(warning),
};

/** `nixberry new`, `add`, `set`, `show`, `upgrade`, `caches`. */
export const projectLines = [
  /** Before an `error`: one for each setting that is missing or refused. `host` is null where it is the named one. */
  z.strictObject({ type: z.literal('setting-problem'), host: z.string().nullable(), ...problem.shape }),
  z.strictObject({ type: z.literal('project-created'), ...hostResult, git }),
  z.strictObject({ type: z.literal('host-added'), ...hostResult, git }),
  z.strictObject({
    type: z.literal('host-changed'),
    ...hostResult,
    /** The name it had. */
    was: z.string(),
    /** Null stands for a field that is not there, too. */
    changes: z.array(z.strictObject({ path: z.string(), from: z.json(), to: z.json() })),
    git,
  }),
  z.strictObject({
    type: z.literal('project'),
    folder: z.string(),
    release,
    hosts: z.array(
      z.strictObject({ name: z.string(), settings: settingsSchema.nullable(), problems: z.array(problem) }),
    ),
  }),
  z.strictObject({ type: z.literal('host'), ...hostResult }),
  z.strictObject({
    type: z.literal('upgrade'),
    folder: z.string(),
    /** Whether anything was written. */
    done: z.boolean(),
    files: z.array(z.strictObject({ path: z.string(), step: z.enum(FILE_STEPS), diff: z.string() })),
    git,
  }),
  z.strictObject({
    type: z.literal('caches'),
    folder: z.string(),
    caches: z.array(
      z.strictObject({
        /** Of one that Nixberry offers, else null. */
        name: z.string().nullable(),
        ...cache,
        /** False: on this computer nobody has accepted it, and builds do without it. */
        accepted: z.boolean(),
      }),
    ),
    /** What can be added by name. */
    offered: z.array(z.strictObject({ name: z.string(), ...cache })),
    /** Whether `nixberry.json` was written. */
    changed: z.boolean(),
  }),
] as const;

export type ListedProblem = z.infer<typeof problem>;
export type ListedWarning = z.infer<typeof warning>;
