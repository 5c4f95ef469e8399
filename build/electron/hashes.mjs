import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Promises that the file has this hash. `expected` is as in package-lock.json: `sha512-<base64>`, or `sha256-<base64>`.
 * Rejects with both hashes otherwise.
 * @param {string} file
 * @param {string} expected
 */
export async function checkHash(file, expected) {
  const [algorithm = ''] = expected.split('-', 1);
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  const found = `${algorithm}-${hash.digest('base64')}`;
  if (found !== expected) throw new Error(`${path.basename(file)} is not what it should be: ${found}, not ${expected}`);
}
