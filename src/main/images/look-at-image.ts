import { carriedSeed } from '../../core/flash/carried-seed.ts';
import { holdImage } from '../../core/flash/held-image.ts';
import { startsLikeDisk } from '../../core/images/disk-start.ts';
import { tableSectorBytes } from '../../core/images/partition-table.ts';
import type { JudgedImage } from '../../core/drives/judge.ts';
import type { CancelSignal, ImageFormat, ImageSource, ImagesPort } from '../../core/ports.ts';
import { findFirmware } from '../../core/seed/firmware.ts';
import type { ImageRecord } from '../../core/seed/image-record.ts';

/** What an image says of itself. */
export interface LookedAt {
  readonly name: string;
  readonly format: ImageFormat;
  readonly bytes: number | null;
  readonly givenBytes: number | null;
  /** For the rules about drives. */
  readonly judged: JudgedImage;
  /** Null where it takes no seed. */
  readonly record: ImageRecord | null;
  /** It has a seed already, which stays: nothing is asked for. */
  readonly hasSeed: boolean;
}

/**
 * Opens an image, decodes its beginning as far as its own record lies, and closes it. Throws AppError `image-*`,
 * `source-read`, `zip-*`, `remote-*`, `cancelled`.
 */
export async function lookAtImage(reference: string, images: ImagesPort, signal: CancelSignal): Promise<LookedAt> {
  const source = await images.open(reference, { hashGiven: false, signal });
  try {
    const { name, format, bytes, givenBytes, onDisks, head } = source;
    const judged = { bytes, onDisks, tableSectorBytes: tableSectorBytes(head), startsLikeDisk: startsLikeDisk(head) };
    return { name, format, bytes, givenBytes, judged, ...(await lookForRecord(source, signal)) };
  } finally {
    await source.close();
  }
}

async function lookForRecord(source: ImageSource, signal: CancelSignal): Promise<Pick<LookedAt, 'record' | 'hasSeed'>> {
  const image = holdImage(source, performance, signal);
  try {
    const firmware = await findFirmware(image.disk);
    // An image that cannot be read must not be called one that takes no seed.
    const failure = image.failure();
    if (failure) throw failure;
    if (firmware.kind === 'refuses') return { record: null, hasSeed: false };
    const carried = await carriedSeed(firmware.volume);
    return { record: firmware.record, hasSeed: carried.kind !== 'none' };
  } finally {
    await image.close();
  }
}
