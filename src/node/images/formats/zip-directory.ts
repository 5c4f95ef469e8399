import type { FileHandle } from 'node:fs/promises';
import { fromFdPromise, type Entry, type ZipFile } from 'yauzl';
import { AppError } from '../../../core/errors/app-error.ts';
import { chooseImage } from '../../../core/images/zip-choice.ts';
import { errnoOf } from '../../errno.ts';
import { corrupt, trailingGarbage, truncated, unknownFormat } from '../image-errors.ts';

/** Where the image lies in a zip file. Offsets and lengths are in bytes. */
export interface ZipEntry {
  readonly start: number;
  readonly storedBytes: number;
  readonly bytes: number;
  readonly crc32: number;
  readonly deflated: boolean;
}

const METHOD = { stored: 0, deflated: 8 } as const;
/** An image's zip has a handful of entries: more names than this are not worth the memory. */
const MAX_ENTRIES = 10_000;
const MAX_NAMES_TOLD = 8;

/** Finds the one image in a zip. Throws `zip-without-image`, `zip-several-images` and what a broken zip is. */
export async function imageEntry(handle: FileHandle, fileBytes: number): Promise<ZipEntry> {
  try {
    const zip = await fromFdPromise(handle.fd, { autoClose: false, lazyEntries: true });
    const entry = choose(await entriesOf(zip));
    if (entry.isEncrypted()) throw unknownFormat('encrypted zip');
    if (entry.compressionMethod !== METHOD.stored && entry.compressionMethod !== METHOD.deflated)
      throw unknownFormat(`zip method ${entry.compressionMethod}`);
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    if (fileDataStart + entry.compressedSize > fileBytes) throw corrupt('zip: image past the end of the file');
    return {
      start: fileDataStart,
      storedBytes: entry.compressedSize,
      bytes: entry.uncompressedSize,
      crc32: entry.crc32,
      deflated: entry.compressionMethod === METHOD.deflated,
    };
  } catch (thrown) {
    throw directoryError(thrown);
  }
}

async function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (entries.push(entry) > MAX_ENTRIES) throw corrupt('zip: too many entries');
  }
  return entries;
}

function choose(entries: readonly Entry[]): Entry {
  const names = entries.map(({ fileName }) => fileName);
  const images = chooseImage(names).flatMap((name) => entries.find(({ fileName }) => fileName === name) ?? []);
  const [image, another] = images;
  if (!image) throw new AppError('zip-without-image', { names: told(names) });
  if (another) throw new AppError('zip-several-images', { names: told(images.map(({ fileName }) => fileName)) });
  return image;
}

function told(names: readonly string[]): string {
  return [...names.slice(0, MAX_NAMES_TOLD), ...(names.length > MAX_NAMES_TOLD ? ['...'] : [])].join(', ');
}

/** yauzl tells its errors apart only by their words. */
function directoryError(thrown: unknown): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error)) return thrown;
  if (errnoOf(thrown) !== undefined) return thrown;
  if (/^end of central directory record signature not found/i.test(thrown.message)) return truncated();
  return /^invalid comment length/i.test(thrown.message) ? trailingGarbage() : corrupt(`zip: ${thrown.message}`);
}
