import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_PREFERENCES, preferencesSchema, type Preferences } from '../../contract/window/preferences.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { tryJson } from '../../core/json.ts';
import { errnoOf } from '../../node/errno.ts';
import { createTurns } from '../in-turn.ts';
import { replaceOwnFile } from '../own-file.ts';

export interface PreferencesKeeper {
  get(): Preferences;
  /** Counts at once; resolves when it is on the disk. Throws AppError `preferences-unsaved`, and counts for this run all the same. */
  change(changes: Partial<Preferences>): Promise<void>;
}

/**
 * The preferences, in a file that only this person can read. What cannot be read of it is as it was at first: a damaged
 * file, or a value that only a newer Nixberry knows, costs that one preference.
 */
export function createPreferences(folder: string, onChange: (preferences: Preferences) => void): PreferencesKeeper {
  const file = join(folder, 'preferences.json');
  let now = read(file);
  const inTurn = createTurns();
  onChange(now);
  return {
    get: () => now,
    change: (changes) => {
      now = { ...now, ...changes };
      onChange(now);
      const text = `${JSON.stringify(now, null, 2)}\n`;
      return inTurn(() => replaceOwnFile(file, text)).catch((error: unknown) => {
        throw new AppError('preferences-unsaved', { file, detail: errnoOf(error) ?? String(error) }, { cause: error });
      });
    },
  };
}

/** Read before the window opens, since its colours and its size of text depend on them: a few bytes, at once. */
function read(file: string): Preferences {
  const json = tryJson(readText(file));
  const entries: [string, unknown][] = Object.entries(typeof json === 'object' && json !== null ? json : {});
  const kept = entries.filter(([name, value]) => preferencesSchema.partial().safeParse({ [name]: value }).success);
  return preferencesSchema.parse({ ...DEFAULT_PREFERENCES, ...Object.fromEntries(kept) });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
