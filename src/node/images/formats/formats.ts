import type { ImageFormat } from '../../../core/ports.ts';
import { prepareBzip2 } from './bzip2/bzip2.ts';
import type { Prepare } from './format.ts';
import { prepareGzip } from './gzip.ts';
import { prepareRaw } from './raw.ts';
import { prepareXz } from './xz.ts';
import { prepareZip } from './zip.ts';
import { prepareZstd } from './zstd.ts';

/** Every format that an image may have; `core/images/sniff.ts` tells them apart. */
export const FORMATS: Readonly<Record<ImageFormat, Prepare>> = {
  raw: prepareRaw,
  gzip: prepareGzip,
  xz: prepareXz,
  bzip2: prepareBzip2,
  zstd: prepareZstd,
  zip: prepareZip,
};
