import { crc32, createInflateRaw } from 'node:zlib';
import type { Given } from '../given.ts';
import { CHUNK_BYTES } from '../file-chunks.ts';
import { errnoOf } from '../../errno.ts';
import { corrupt } from '../image-errors.ts';
import type { Decode, Prepared } from './format.ts';
import { pump } from './pump.ts';
import { imageEntry, type ZipEntry } from './zip-directory.ts';

/**
 * A zip with one image in it, stored or deflated. Its directory is at the end: the caller has downloaded it first.
 * The pass reads the file once from start to end, so that it can be hashed, and decodes the image's part of it.
 */
export async function prepareZip(given: Given): Promise<Prepared> {
  if (given.kind !== 'file') throw new Error('A zip has to be a file');
  const entry = await imageEntry(given.handle, given.bytes);
  return { bytes: entry.bytes, decode: entryDecoder(entry) };
}

/** yauzl, which reads the directory, checks no CRC: length and CRC-32 are checked here. */
function entryDecoder(entry: ZipEntry): Decode {
  return async function* (given) {
    const body = range(given, entry.start, entry.start + entry.storedBytes);
    let [total, crc] = [0, 0];
    for await (const chunk of entry.deflated ? inflated(body) : body) {
      total += chunk.length;
      crc = crc32(chunk, crc);
      yield chunk;
    }
    if (total !== entry.bytes) throw corrupt('zip: length of the image');
    if (crc !== entry.crc32) throw corrupt('zip: CRC of the image');
  };
}

/** The directory was found at the end of the file, so that data which ends early was not cut off but is wrong. */
async function* inflated(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pump(createInflateRaw({ chunkSize: CHUNK_BYTES }), body, () => {
      throw corrupt('zip: data after the end of the image');
    });
  } catch (thrown) {
    throw errnoOf(thrown)?.startsWith('Z_') ? corrupt(`zip: ${String(errnoOf(thrown))}`) : thrown;
  }
}

/** The bytes from `start` up to `end`; the rest is read, too, and dropped. */
async function* range(given: AsyncIterable<Uint8Array>, start: number, end: number): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const chunk of given) {
    const part = chunk.subarray(Math.max(0, start - at), Math.max(0, end - at));
    at += chunk.length;
    if (part.length > 0) yield part;
  }
}
