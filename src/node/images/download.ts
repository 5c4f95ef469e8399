import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { openFile } from './given-file.ts';
import type { FileGiven } from './given.ts';
import { downloadFailed } from './http-get.ts';
import { errnoOf } from '../errno.ts';

/** Keeps what is read in a file for temporary use, which goes when it is closed. Throws `download-failed`. */
export async function keepAsFile(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  signal: CancelSignal,
): Promise<FileGiven> {
  const folder = await mkdtemp(join(tmpdir(), 'nixberry-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'download');
    await save(chunks, path, name);
    throwIfCancelled(signal);
    const file = await openFile(path, name);
    // Where an open file may lose its name, nothing is left behind even by a process that is killed.
    if (process.platform !== 'win32') await remove();
    return { ...file, close: () => file.close().finally(remove) };
  } catch (thrown) {
    await remove();
    throw thrown;
  }
}

async function save(chunks: AsyncIterable<Uint8Array>, path: string, name: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of chunks) await file.write(chunk);
  } catch (thrown) {
    const errno = errnoOf(thrown);
    throw errno === 'ENOSPC' || errno === 'EDQUOT' ? downloadFailed(name, 'no-space', { folder: tmpdir() }) : thrown;
  } finally {
    await file.close();
  }
}
