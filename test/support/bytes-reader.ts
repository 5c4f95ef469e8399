import { AppError } from '../../src/core/errors/app-error.ts';
import type { ByteReader } from '../../src/core/fat/fat.ts';

/** Bytes in memory, read as an image is; `reads` says what was asked for. */
export interface BytesReader extends ByteReader {
  readonly reads: { readonly offset: number; readonly length: number }[];
}

export function readerOf(bytes: Uint8Array): BytesReader {
  const reads: BytesReader['reads'] = [];
  return {
    reads,
    read(offset, length) {
      reads.push({ offset, length });
      if (offset + length > bytes.length) return Promise.reject(new AppError('image-truncated', {}));
      return Promise.resolve(bytes.slice(offset, offset + length));
    },
  };
}
