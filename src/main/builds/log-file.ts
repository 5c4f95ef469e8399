import { copyFile, open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../core/errors/app-error.ts';
import { errnoOf } from '../../node/errno.ts';

/** The whole log as a file, also of lines that memory has let go of. */
export interface LogFile {
  readonly append: (line: string) => void;
  /** Copies all of it. Throws AppError `log-unsaved`, also where a line could not be written in the first place. */
  readonly saveAs: (path: string) => Promise<void>;
  /** Writes what is left and lets go of the file. Never rejects. */
  readonly close: () => Promise<void>;
}

const FLUSH_MS = 500;

/** Writes lines to a new file that only this person can read, many at a time. A full disk loses the file and not the build. */
export function createLogFile(path: string): LogFile {
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | null = null;
  let failure: Error | null = null;
  const opened: Promise<FileHandle | null> = open(path, 'wx', 0o600).catch(fail);
  let writing: Promise<unknown> = opened;

  function fail(error: unknown): null {
    failure ??= error instanceof Error ? error : new Error(String(error));
    waiting = [];
    return null;
  }

  function flush(): Promise<unknown> {
    if (timer) clearTimeout(timer);
    timer = null;
    const text = waiting.join('');
    waiting = [];
    if (text === '') return writing;
    writing = writing
      .then(() => opened)
      .then((handle) => handle?.writeFile(text))
      .catch(fail);
    return writing;
  }

  return {
    append: (line) => {
      if (failure !== null) return;
      waiting.push(`${line}\n`);
      timer ??= setTimeout(() => void flush(), FLUSH_MS);
    },
    saveAs: async (to) => {
      await flush();
      try {
        if (failure !== null) throw failure;
        await copyFile(path, to);
      } catch (error) {
        throw new AppError('log-unsaved', { path: to, reason: errnoOf(error) ?? String(error) }, { cause: error });
      }
    },
    close: async () => {
      await flush();
      await (await opened)?.close().catch(() => undefined);
    },
  };
}
