import { createHash } from 'node:crypto';
import { AppError } from '../../core/errors/app-error.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { destinationText, type SshDestination } from '../../core/ssh/destination.ts';
import type { SshPort } from '../../core/ssh/ports.ts';
import { coalesced, STREAM_CHUNK_BYTES } from './coalesce.ts';
import type { RemoteGiven } from './given.ts';

/** A file on another machine, as it was found there. It does not change: it lies in a store. */
export interface RemoteFile {
  readonly destination: SshDestination;
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 (hex) of the file, computed over there; null: not known. */
  readonly sha256: string | null;
}

/**
 * A file on another machine, each pass a connection of its own; nothing is connected before the first. A pass ends well
 * only when all of it came as it is over there. Throws AppError `image-changed` when its length is another,
 * `image-hash-mismatch`, and those of `SshPort.read` unchanged.
 */
export function openRemote(ssh: SshPort, file: RemoteFile): RemoteGiven {
  const { destination, path, bytes } = file;
  // As scp has it.
  const name = `${destinationText({ ...destination, port: null })}:${path}`;
  return {
    kind: 'remote',
    name,
    bytes,
    // The first chunk has to be long enough to tell a format by.
    read: (signal) =>
      coalesced(whole(ssh.read(destination, path, bytes, signal), file, name, signal), STREAM_CHUNK_BYTES),
    close: () => Promise.resolve(),
  };
}

/** What follows this is a commit: the length is looked at once more, beside the port's own look. */
async function* whole(
  chunks: AsyncIterable<Uint8Array>,
  { bytes, sha256: expected }: RemoteFile,
  name: string,
  signal: CancelSignal,
): AsyncGenerator<Uint8Array> {
  const hash = expected === null ? null : createHash('sha256');
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.length;
    if (total > bytes) break;
    hash?.update(chunk);
    yield chunk;
  }
  if (signal.aborted) throw new AppError('cancelled');
  if (total !== bytes) throw new AppError('image-changed', { image: name, expectedBytes: bytes });
  if (hash === null || expected === null) return;
  const sha256 = hash.digest('hex');
  if (sha256 !== expected)
    throw new AppError('image-hash-mismatch', { image: name, reason: 'remote', expected, sha256 });
}
