import { createGunzip } from 'node:zlib';
import { CHUNK_BYTES } from '../file-chunks.ts';
import { errnoOf } from '../../errno.ts';
import { corrupt, trailingGarbage, truncated } from '../image-errors.ts';
import type { Prepared } from './format.ts';
import { pump } from './pump.ts';

/** gzip, one member or several. Its length field counts modulo 4 GiB and only the last member, so no length is told. */
export function prepareGzip(): Promise<Prepared> {
  return Promise.resolve({ bytes: null, decode: gunzip });
}

async function* gunzip(given: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pump(createGunzip({ chunkSize: CHUNK_BYTES }), given, assertPadding);
  } catch (thrown) {
    throw gzipError(thrown);
  }
}

/** Zeros after the last member are what tapes and some tools pad with; gzip itself accepts them. */
function assertPadding(unread: Uint8Array): void {
  if (unread.some((byte) => byte !== 0)) throw trailingGarbage();
}

/** Node goes on to the next member by itself, so bytes that are not one show as a bad header in mid-file. */
function gzipError(thrown: unknown): unknown {
  if (errnoOf(thrown) === 'Z_BUF_ERROR') return truncated();
  if (errnoOf(thrown) !== 'Z_DATA_ERROR' || !(thrown instanceof Error)) return thrown;
  return thrown.message === 'incorrect header check' ? trailingGarbage() : corrupt(thrown.message);
}
