import { readFile, rm } from 'node:fs/promises';
import * as z from 'zod';
import type { ProjectUnnoted } from '../../contract/window/projects.ts';
import { tryJson } from '../../core/json.ts';
import { errnoOf } from '../../node/errno.ts';
import { replaceOwnFile } from '../own-file.ts';
import { shownPath } from './shown-path.ts';

/** The project that the draft belongs to. */
export interface Desk {
  /** Absolute. */
  readonly folder: string;
  /** The host that the draft describes; null for one that the project does not have yet. */
  readonly host: string | null;
  /** SHA-256 of the host's settings as the draft was made of them, or last written: by it changes of others are noticed. */
  readonly base: string | null;
}

const schema = z.object({ folder: z.string(), host: z.string().nullable(), base: z.string().nullable() });

export interface DeskFile {
  read(): Promise<Desk | null>;
  /** Null: the draft belongs to no project. Resolves to what was in the way; null when it is written. */
  write(desk: Desk | null): Promise<ProjectUnnoted | null>;
}

/** It is kept beside the draft, and survives a restart as that does. Never rejects: without it a new project is made. */
export function createDeskFile(file: string, home: string): DeskFile {
  return {
    read: async () => schema.safeParse(tryJson(await readFile(file, 'utf8').catch(() => ''))).data ?? null,
    write: (desk) =>
      (desk === null ? rm(file, { force: true }) : replaceOwnFile(file, `${JSON.stringify(desk, null, 2)}\n`)).then(
        () => null,
        (error: unknown) => ({ file: shownPath(file, home), detail: errnoOf(error) ?? String(error) }),
      ),
  };
}
