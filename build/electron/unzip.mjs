import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

/**
 * Unpacks the files of a zip that `place` gives a path for, relative to `folder`; null leaves one out. Modes are kept.
 * The archive has been checked by its hash: a name in it that leaves the folder is refused all the same (by yauzl).
 * @param {string} zip
 * @param {string} folder
 * @param {(name: string) => string | null} place
 */
export async function unzip(zip, folder, place) {
  const archive = await openPromise(zip);
  try {
    for await (const entry of archive.eachEntry()) {
      const to = entry.fileName.endsWith('/') ? null : place(entry.fileName);
      if (to === null) continue;
      const file = path.join(folder, to);
      await mkdir(path.dirname(file), { recursive: true });
      // The upper half of this field is the mode, in archives made on Unix.
      const mode = (entry.externalFileAttributes >>> 16) & 0o777;
      await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(file, { mode }));
    }
  } finally {
    archive.close();
  }
}
