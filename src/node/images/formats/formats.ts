import type { ImageFormat } from '../../../core/ports.ts';
import type { Prepare } from './format.ts';
import { prepareGzip } from './gzip.ts';
import { prepareRaw } from './raw.ts';

/**
 * Every format that an image may have; `core/images/sniff.ts` tells them apart. Those with a decoder of their own are
 * loaded when there is something to decode: a start costs what it uses.
 */
export const FORMATS: Readonly<Record<ImageFormat, Prepare>> = {
  raw: prepareRaw,
  gzip: prepareGzip,
  xz: async (given) => (await import('./xz.ts')).prepareXz(given),
  bzip2: async () => (await import('./bzip2/bzip2.ts')).prepareBzip2(),
  zstd: async (given, signal) => (await import('./zstd.ts')).prepareZstd(given, signal),
  zip: async (given) => (await import('./zip.ts')).prepareZip(given),
};
