import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { answersSchema, draftSchema, type Draft } from '../../contract/window/draft.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { tryJson } from '../../core/json.ts';
import { withoutSecrets } from '../../core/projects/take-answers.ts';
import { errnoOf } from '../../node/errno.ts';
import { createTurns } from '../in-turn.ts';
import { replaceOwnFile } from '../own-file.ts';

export interface Drafts {
  /** The newest, whether saved in this run or an earlier one. */
  load(): Promise<Draft | null>;
  /** Throws AppError `draft-unsaved`. */
  save(draft: Draft): Promise<void>;
  /** As `save`, but where it cannot be saved the one before stays the newest. For a draft that the page does not have yet. */
  replace(draft: Draft): Promise<void>;
  discard(): Promise<void>;
  /** Tells of every newer draft at once, before it is on the disk; null when there is none any more. */
  watch(listener: (draft: Draft | null) => void): void;
}

/**
 * The draft in a file that only this person can read. One that cannot be read, or is a newer Nixberry's, counts as none; it is
 * put aside as `draft.kept.json` before another one takes its place.
 */
export function createDrafts(folder: string): Drafts {
  const file = join(folder, 'draft.json');
  const aside = join(folder, 'draft.kept.json');
  let newest: Promise<Draft | null> | null = null;
  const listeners: ((draft: Draft | null) => void)[] = [];
  let takes = 0;
  let isLookedAt = false;
  const take = (draft: Draft | null): void => {
    takes += 1;
    newest = Promise.resolve(draft);
    for (const listener of listeners) listener(draft);
  };
  const inTurn = createTurns();
  const change = (work: () => Promise<void>): Promise<void> =>
    inTurn(async () => {
      try {
        if (!isLookedAt) await putAside(file, aside);
        isLookedAt = true;
        await work();
      } catch (error) {
        throw new AppError('draft-unsaved', { file, detail: errnoOf(error) ?? String(error) }, { cause: error });
      }
    });
  const write = (draft: Draft): Promise<void> =>
    change(() => replaceOwnFile(file, `${JSON.stringify(keptOf(draft), null, 2)}\n`));
  return {
    load: () => (newest ??= read(file)),
    save: (draft) => {
      take(draft);
      return write(draft);
    },
    replace: async (draft) => {
      const before = takes;
      await write(draft);
      // The page has said something newer meanwhile, which is saved by now, too.
      if (takes === before) take(draft);
    },
    discard: () => {
      take(null);
      return change(() => rm(file, { force: true }));
    },
    watch: (listener) => {
      listeners.push(listener);
    },
  };
}

/** The draft as it may be on a disk: a token that somebody typed into an address is shown to be wrong, and asked for anew. */
function keptOf(draft: Draft): Draft {
  return { ...draft, answers: answersSchema.parse(withoutSecrets(draft.answers)) };
}

/** Moves away what is no draft of this Nixberry's. Throws what the file system says, except that there is nothing. */
async function putAside(file: string, aside: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return '';
    throw error;
  });
  if (text !== '' && draftOf(text) === null) await rename(file, aside);
}

async function read(file: string): Promise<Draft | null> {
  return draftOf(await readFile(file, 'utf8').catch(() => ''));
}

function draftOf(text: string): Draft | null {
  const parsed = draftSchema.safeParse(tryJson(text));
  return parsed.success ? parsed.data : null;
}
