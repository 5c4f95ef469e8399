import { isUtf8 } from 'node:buffer';
import { AppError } from '../../core/errors/app-error.ts';
import { secretRefused } from '../../core/seed/secret-refused.ts';
import { MAX_OWN_FILE_BYTES, MAX_SEED_BYTES } from '../../core/seed/seed.ts';
import { errnoOf } from '../../node/errno.ts';
import { openInput, readInput } from '../../node/seed/read-input.ts';

/** The text of a file of age-keygen, or of a pipe. Throws AppError `answers-unreadable`, `secret-refused`, `cancelled`. */
export async function readAgeKey(file: string, signal: AbortSignal): Promise<string> {
  const bytes = await readBounded(file, MAX_SEED_BYTES, signal);
  if (bytes === null || !isUtf8(bytes)) throw secretRefused('age', bytes === null ? 'long' : 'shape');
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

/** The file for the owner's own use. Throws as `readAgeKey`. */
export async function readOwnFile(file: string, signal: AbortSignal): Promise<Uint8Array> {
  const bytes = await readBounded(file, MAX_OWN_FILE_BYTES, signal);
  if (bytes === null) throw secretRefused('own-file', 'long');
  return bytes;
}

async function readBounded(file: string, maxBytes: number, signal: AbortSignal): Promise<Buffer | null> {
  try {
    return await readInput(await openInput(file), maxBytes, signal);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('answers-unreadable', { file, reason: errnoOf(error) ?? String(error) }, { cause: error });
  }
}
