import { mkdtemp, open, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BootPorts } from '../../core/boot-test/ports.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import { errnoOf } from '../errno.ts';

/** What is only zeros in pieces of this length takes no room. */
const BLOCK_BYTES = 64 << 10;
const ZEROS = Buffer.alloc(BLOCK_BYTES);

/** NixOS' images are as short as can be, and grow on their first start: a card is larger than its image. */
const MORE_BYTES = 2 * 2 ** 30;

/** Less than this is none: more than a machine writes at a time. */
const LEAST_ROOM_BYTES = 4 << 20;

/** As `BootPorts` has it: a sparse file in a new folder for temporary files. */
export const copyCard: BootPorts['copyCard'] = async (image, copied, signal) => {
  const folder = await mkdtemp(join(tmpdir(), 'nixberry-boot-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'card.img');
    const file = await open(path, 'wx', 0o600);
    try {
      let bytes = 0;
      for await (const chunk of image.chunks(signal)) {
        await writeSparse(file, chunk, bytes);
        bytes += chunk.length;
        copied(bytes);
      }
      throwIfCancelled(signal);
      await file.truncate(wholeBlocks(bytes) + MORE_BYTES);
    } finally {
      await file.close();
    }
    return { path, assertRoom: () => assertRoom(folder), remove };
  } catch (thrown) {
    await remove();
    throw asNoRoom(thrown);
  }
};

/** Tried and not asked for: what a user may still take depends on quotas and on what is kept for root. */
async function assertRoom(folder: string): Promise<void> {
  const trial = join(folder, 'room');
  try {
    await writeFile(trial, Buffer.alloc(LEAST_ROOM_BYTES, 1));
  } catch (thrown) {
    throw asNoRoom(thrown);
  } finally {
    await rm(trial, { force: true });
  }
}

function asNoRoom(thrown: unknown): unknown {
  const errno = errnoOf(thrown);
  return errno === 'ENOSPC' || errno === 'EDQUOT' ? new AppError('boot-no-room', { folder: tmpdir() }) : thrown;
}

async function writeSparse(file: FileHandle, chunk: Uint8Array, offset: number): Promise<void> {
  for (let at = 0; at < chunk.length;) {
    const length = Math.min(BLOCK_BYTES, chunk.length - at);
    const block = chunk.subarray(at, at + length);
    if (!ZEROS.subarray(0, length).equals(block)) await writeAll(file, block, offset + at);
    at += length;
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, offset + done);
    done += bytesWritten;
  }
}

function wholeBlocks(bytes: number): number {
  return Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;
}
