import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Header } from 'tar/header';
import { Pax } from 'tar/pax';
import { AppError } from '../../core/errors/app-error.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { reading, type SentFile } from './sent-files.ts';

/** A file as it was when it was hashed: what is sent must be that. */
export type HashedFile =
  (Extract<SentFile, { type: 'file' }> & { readonly sha256: string }) | Exclude<SentFile, { type: 'file' }>;

const BLOCK_BYTES = 512;
const CHUNK_BYTES = 1 << 20;
/** In the store every file is of this second. tar complains about the one before. */
const TIME = new Date(1000);
/** The project's folder in the archive, and the file that comes last of all: see assets/remote/receive.sh. */
const FILES = 'files';
const WHOLE = 'whole';

/**
 * A tar archive of files below `top`: the folder `files`, and at its end a file `whole` with `hash` in it, without which
 * nobody takes it for whole. Throws AppError `project-unsendable`, also for a file that is no longer as it was hashed.
 */
export async function* archiveOf(
  top: string,
  files: readonly HashedFile[],
  hash: string,
  signal: CancelSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield head({ path: `${FILES}/`, type: 'Directory', mode: 0o755, size: 0 });
  for (const file of files) {
    throwIfCancelled(signal);
    const path = `${FILES}/${file.path}`;
    switch (file.type) {
      case 'folder':
        yield head({ path: `${path}/`, type: 'Directory', mode: 0o755, size: 0 });
        break;
      case 'link':
        yield head({ path, type: 'SymbolicLink', linkpath: file.target, mode: 0o777, size: 0 });
        break;
      case 'file':
        yield head({ path, type: 'File', mode: file.executable ? 0o755 : 0o644, size: file.bytes });
        yield* contentOf(join(top, file.path), file, signal);
        yield padding(file.bytes);
    }
  }
  const whole = Buffer.from(`${hash}\n`);
  yield head({ path: WHOLE, type: 'File', mode: 0o644, size: whole.length });
  yield whole;
  yield padding(whole.length);
  yield Buffer.alloc(2 * BLOCK_BYTES);
}

interface Entry {
  readonly path: string;
  readonly type: 'File' | 'Directory' | 'SymbolicLink';
  readonly mode: number;
  readonly size: number;
  readonly linkpath?: string;
}

/** Names that are long or not ASCII need a header of their own before the usual one. */
function head(entry: Entry): Uint8Array {
  const header = new Header({ ...entry, mtime: TIME, uid: 0, gid: 0 });
  const block = Buffer.alloc(BLOCK_BYTES);
  if (!header.encode(block)) return block;
  const { path, linkpath } = entry;
  return Buffer.concat([new Pax({ path, ...(linkpath !== undefined && { linkpath }) }).encode(), block]);
}

/** The bytes of a file, as many as it had when it was hashed, and those. */
async function* contentOf(
  path: string,
  { bytes, sha256 }: Extract<HashedFile, { type: 'file' }>,
  signal: CancelSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const file = await reading(path, () => open(path, 'r'));
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, bytes + 1));
    let sent = 0;
    for (;;) {
      throwIfCancelled(signal);
      const { bytesRead } = await reading(path, () => file.read(buffer, 0, buffer.length));
      if (bytesRead === 0) break;
      sent += bytesRead;
      if (sent > bytes) break;
      const chunk = buffer.subarray(0, bytesRead);
      hash.update(chunk);
      yield chunk;
    }
    if (sent !== bytes || hash.digest('hex') !== sha256)
      throw new AppError('project-unsendable', { path, reason: 'changed' });
  } finally {
    await file.close();
  }
}

function padding(bytes: number): Uint8Array {
  return Buffer.alloc((BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES);
}
