import * as z from 'zod';
import { LINE_MARKS } from '../../core/projects/file-lines.ts';
import { PROBLEMS } from '../../core/spec/codes.ts';
import { RELEASE_IDS } from '../../core/spec/releases.ts';
import { facts } from '../cli-parts.ts';
import { nothing, offerId } from './call.ts';
import { answersSchema, draftSchema } from './draft.ts';

/** `yes`: the draft is what is on the disk. `changed`: it differs. `no`: its host is not on the disk yet. */
const SAVED = ['yes', 'changed', 'no'] as const;

/** A project as the page may name it. `shown` is its folder, for people alone. */
const projectSchema = z.strictObject({
  id: offerId,
  name: z.string(),
  shown: z.string(),
  hosts: z.array(z.string()),
  release: z.enum(RELEASE_IDS),
});

/** The project that the draft belongs to. */
export const currentProjectSchema = projectSchema.extend({
  /** The host that the draft describes; null for one that the project does not have yet. */
  host: z.string().nullable(),
  saved: z.enum(SAVED),
});

const recentProjectSchema = projectSchema.omit({ release: true }).extend({
  /** When it was last used here, as ISO 8601. */
  when: z.string(),
});

/**
 * What saving does with a file: `new`, `changed` by it, the `same` afterwards. `yours` belongs to the owner of the project,
 * and is never written.
 */
const FILE_STATES = ['new', 'changed', 'same', 'yours'] as const;

const previewFileSchema = z.strictObject({
  /** In the project, with `/` between its parts. */
  path: z.string(),
  state: z.enum(FILE_STATES),
  /** When what is on the disk was written, as ISO 8601; null for a file that is new. */
  since: z.string().nullable(),
  lines: z.array(z.strictObject({ mark: z.enum(LINE_MARKS), text: z.string() })),
});

/** What saving does: makes a project, adds a host to one, changes a host, or gives it another name, too. */
const SAVE_STEPS = ['create', 'add', 'change', 'rename'] as const;

/** The project as it would be, for the host of the answers. */
export const previewSchema = z.strictObject({
  step: z.enum(SAVE_STEPS),
  /** The folder, for people. */
  shown: z.string(),
  /** Whether the answers can be saved; if not, their file is shown as it is so far. */
  complete: z.boolean(),
  /** Whether somebody else has changed the host's settings since the draft was made of them. */
  changedOutside: z.boolean(),
  /** Other hosts whose release changes with this one's. */
  alsoChanged: z.array(z.string()),
  /** The settings first, then what changes. */
  files: z.array(previewFileSchema),
});

const git = z.strictObject({
  state: z.enum(['initialised', 'added', 'none', 'missing', 'failed', 'ignored']),
  /** What git said, or the files that it ignores. */
  detail: z.string().nullable(),
});

const savedSchema = z.strictObject({ shown: z.string(), host: z.string(), git: git.nullable() });

/** What could not be taken over from a file, because it is a secret or nothing that Nixberry knows. */
const dropped = z.array(z.strictObject({ path: z.string(), code: z.enum(PROBLEMS), facts }));

const takenDraftSchema = z.strictObject({ draft: draftSchema, dropped });

export const projectsCalls = {
  /** Asks for a folder. Nothing of the draft changes by it: that is `projects.useHost`. Null when nothing was chosen. */
  'projects.open': { input: nothing, output: projectSchema.nullable() },
  /** Those that are still there, the newest first. */
  'projects.recent': { input: nothing, output: z.array(recentProjectSchema) },
  'projects.openRecent': { input: z.strictObject({ id: offerId }), output: projectSchema },
  'projects.forgetRecent': { input: z.strictObject({ id: offerId }), output: nothing },
  /** Makes the project that of the draft, with a host of it, or with one that is new in it. The draft is saved already. */
  'projects.useHost': {
    input: z.strictObject({ id: offerId, host: z.string().nullable() }),
    output: takenDraftSchema,
  },
  /** From now on the draft belongs to no project: saving it makes one. */
  'projects.close': { input: nothing, output: nothing },
  /** Writes nothing. */
  'projects.preview': { input: z.strictObject({ answers: answersSchema }), output: previewSchema },
  /**
   * Writes the project: that of the draft, or a new one in the folder that the preview shows. `overOutside`: also where
   * somebody else has changed the settings since, if the newest preview has shown that.
   */
  'projects.save': { input: z.strictObject({ answers: answersSchema, overOutside: z.boolean() }), output: savedSchema },
  /** Asks for a folder, and writes the project there. Null when nothing was chosen. */
  'projects.saveAs': { input: z.strictObject({ answers: answersSchema }), output: savedSchema.nullable() },
  /** Asks for a file. Resolves to its name, for people; null when nothing was chosen. */
  'projects.exportAnswers': { input: z.strictObject({ answers: answersSchema }), output: z.string().nullable() },
  /** Asks for a file, and makes a draft of it, which is saved already. Null when nothing was chosen. */
  'projects.importAnswers': { input: nothing, output: takenDraftSchema.nullable() },
} as const;

/** Why it could not be noted which project the draft belongs to: after a restart it is another one, or none. */
const unnotedSchema = z.strictObject({
  /** For people. */
  file: z.string(),
  detail: z.string(),
});

export const projectsTopics = {
  project: currentProjectSchema.nullable(),
  /** Null while it is noted. */
  projectUnnoted: unnotedSchema.nullable(),
} as const;

export type ProjectInfo = Readonly<z.infer<typeof projectSchema>>;
export type CurrentProject = Readonly<z.infer<typeof currentProjectSchema>>;
export type ProjectUnnoted = Readonly<z.infer<typeof unnotedSchema>>;
export type RecentProject = Readonly<z.infer<typeof recentProjectSchema>>;
export type Preview = Readonly<z.infer<typeof previewSchema>>;
export type PreviewFile = Readonly<z.infer<typeof previewFileSchema>>;
export type SavedProject = Readonly<z.infer<typeof savedSchema>>;
export type TakenDraft = Readonly<z.infer<typeof takenDraftSchema>>;
export type DroppedAnswer = TakenDraft['dropped'][number];
