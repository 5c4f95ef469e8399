import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * Reads of sysfs and procfs. They are synchronous on purpose: the kernel answers from memory, and a few hundred promises
 * would cost ten times the CPU of the reads themselves. Whatever may touch a medium is asynchronous and not here.
 */

/** The text of a small file, or null: devices and processes may vanish between two reads, and some are not for us. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Like `readText`, but only "is not there" is null. For facts that safety rests on: any other failure throws. */
export function readFact(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The file's bytes, or null. */
export function readBytes(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

/** A one-line attribute, trimmed; null when it is not there or empty. */
export function readAttribute(path: string): string | null {
  const text = readText(path)?.trim();
  return text === undefined || text === '' ? null : text;
}

/** A whole number of an attribute, or null. */
export function readNumber(path: string): number | null {
  const text = readAttribute(path);
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

/** The names in a folder; none when it is not there. */
export function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** Where a link leads, as it is written; null when there is none or it is not for us. */
export function readLink(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
