import { isUtf8 } from 'node:buffer';
import { constants, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { MAX_KEYS_CHARS } from '../../contract/window/keys.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { errnoOf } from '../../node/errno.ts';
import { describeKeys, type DescribedKeys } from '../../node/keys/describe-keys.ts';
import { readAtMost } from '../../node/seed/read-at-most.ts';

/** The keys in a file that a person chose. Throws AppError `answers-unreadable`, also for what is no text of that size. */
export async function readKeyFile(file: string): Promise<DescribedKeys & { readonly name: string }> {
  const name = basename(file);
  const bytes = await read(file).catch((error: unknown) => {
    throw new AppError('answers-unreadable', { file: name, reason: errnoOf(error) ?? 'EIO' }, { cause: error });
  });
  if (bytes === null) throw new AppError('answers-unreadable', { file: name, reason: 'EFBIG' });
  if (!isUtf8(bytes)) throw new AppError('answers-unreadable', { file: name, reason: 'EILSEQ' });
  return { name, ...describeKeys(bytes.toString('utf8')) };
}

/** Null for a larger one. A named pipe that nobody writes to is opened like any other, and is empty. */
async function read(file: string): Promise<Buffer | null> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return await readAtMost(async (into) => (await handle.read(into, 0, into.length, null)).bytesRead, MAX_KEYS_CHARS);
  } finally {
    await handle.close();
  }
}
