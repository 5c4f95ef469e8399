import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** SHA-256 (hex) of a file, or of its first `bytes`. */
export async function sha256(file: string, bytes?: number): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, bytes === undefined ? {} : { end: bytes - 1 }), hash);
  return hash.digest('hex');
}

/** The drive's file on the host begins with exactly the image. */
export async function startsWith(drive: string, image: string): Promise<boolean> {
  const { size } = await stat(image);
  return (await sha256(drive, size)) === (await sha256(image));
}

/** Nothing was ever written to a drive that was plugged in empty, not even zeros: its file has no blocks. */
export async function isUnwritten(drive: string): Promise<boolean> {
  return (await stat(drive)).blocks === 0;
}

/** The first `bytes` of a drive's file. */
export async function head(drive: string, bytes: number): Promise<Buffer> {
  const file = await open(drive);
  try {
    const { buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer;
  } finally {
    await file.close();
  }
}

const PAGE_BYTES = 4096;

/** The pages of 4096 bytes from `from` on in which two files of one length differ, as `after` has them. Reads both into memory. */
export async function changedPages(
  before: string,
  after: string,
  from: number,
): Promise<readonly { readonly offset: number; readonly bytes: Buffer }[]> {
  const [old, now] = await Promise.all([readFile(before), readFile(after)]);
  const changed = [];
  for (let offset = from; offset < now.byteLength; offset += PAGE_BYTES) {
    const bytes = now.subarray(offset, offset + PAGE_BYTES);
    if (!bytes.equals(old.subarray(offset, offset + PAGE_BYTES))) changed.push({ offset, bytes });
  }
  return changed;
}
