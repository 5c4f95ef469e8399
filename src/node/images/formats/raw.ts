import { sniffTail, TAIL_BYTES } from '../../../core/images/sniff.ts';
import { AppError } from '../../../core/errors/app-error.ts';
import type { Given } from '../given.ts';
import { unknownFormat } from '../image-errors.ts';
import type { Prepared } from './format.ts';

/** The bytes as they are. Nothing in them would show that some are missing, so a download must say where it ends. */
export async function prepareRaw(given: Given): Promise<Prepared> {
  if (given.kind === 'url' && !given.endIsCertain)
    throw new AppError('download-failed', { image: given.name, reason: 'no-length' });
  if (given.kind === 'file') {
    const tail = new Uint8Array(TAIL_BYTES);
    await given.handle.read(tail, 0, TAIL_BYTES, Math.max(0, given.bytes - TAIL_BYTES));
    const what = sniffTail(tail);
    if (what !== null) throw unknownFormat(what);
  }
  return { bytes: given.bytes, decode: (chunks) => chunks };
}
