import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** SHA-256 (hex) of a file, or of its first `bytes`. */
async function sha256(file: string, bytes?: number): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, bytes === undefined ? {} : { end: bytes - 1 }), hash);
  return hash.digest('hex');
}

/** The drive's file on the host begins with exactly the image. */
export async function startsWith(drive: string, image: string): Promise<boolean> {
  const { size } = await stat(image);
  return (await sha256(drive, size)) === (await sha256(image));
}
