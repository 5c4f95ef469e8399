import type { FileHandle } from 'node:fs/promises';

/** Exactly `bytes` of the file at an offset, or null where it has not so many. */
export async function readAt(handle: FileHandle, offset: number, bytes: number): Promise<Buffer | null> {
  if (offset < 0) return null;
  const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(bytes), 0, bytes, offset);
  return bytesRead === bytes ? buffer : null;
}
