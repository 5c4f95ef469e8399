import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { tryJson } from '../../core/json.ts';
import { replaceOwnFile } from '../own-file.ts';
import { createTurns } from '../in-turn.ts';

const MAX_RECENT = 12;

const schema = z.array(z.object({ folder: z.string(), when: z.string() }));

/** A project that was used here before; it may be gone by now. */
export interface RecentFolder {
  readonly folder: string;
  /** ISO 8601. */
  readonly when: string;
}

export interface RecentProjects {
  /** The newest first. Never rejects. */
  list(): Promise<readonly RecentFolder[]>;
  /** Puts a folder first. What cannot be remembered is no error: nothing depends on it. */
  note(folder: string): Promise<void>;
  forget(folder: string): Promise<void>;
}

/** The projects that were used last, in a file of this person's. */
export function createRecentProjects(file: string): RecentProjects {
  const list = async (): Promise<readonly RecentFolder[]> =>
    schema.safeParse(tryJson(await readFile(file, 'utf8').catch(() => ''))).data ?? [];
  const write = (recent: readonly RecentFolder[]): Promise<void> =>
    replaceOwnFile(file, `${JSON.stringify(recent.slice(0, MAX_RECENT), null, 2)}\n`).catch(() => undefined);
  const others = async (folder: string): Promise<readonly RecentFolder[]> =>
    (await list()).filter((one) => one.folder !== folder);
  const inTurn = createTurns();
  return {
    list,
    note: (folder) =>
      inTurn(async () => write([{ folder, when: new Date().toISOString() }, ...(await others(folder))])),
    forget: (folder) => inTurn(async () => write(await others(folder))),
  };
}
