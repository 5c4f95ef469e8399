import { AppError } from '../errors/app-error.ts';
import type { ByteReader } from '../fat/fat.ts';
import { isSameBytes } from '../fat/bytes.ts';
import { readFatFile } from '../fat/read-file.ts';
import { findFirmware } from '../seed/firmware.ts';
import type { Laid } from './lay.ts';

/**
 * Reads what was laid in back from the finished card, through its file system as the Pi will, and compares every byte.
 * Throws AppError `seed-mismatch` with the first file that differs or is not there, and what `card` throws.
 */
export async function checkLaid(card: ByteReader, { files }: Laid, device: string): Promise<void> {
  const reading = { path: files[0]?.path ?? '' };
  try {
    const firmware = await findFirmware(card);
    for (const { path, bytes } of files) {
      reading.path = path;
      const found = firmware.kind === 'takes' ? await readFatFile(firmware.volume, path, bytes.byteLength) : null;
      if (found === null || !isSameBytes(found, bytes)) throw new AppError('seed-mismatch', { device, path });
    }
  } catch (thrown) {
    // A file system that was sound when it was laid into is a difference like any other.
    const broken = thrown instanceof AppError && (thrown.code === 'fat-broken' || thrown.code === 'image-truncated');
    throw broken ? new AppError('seed-mismatch', { device, path: reading.path }, { cause: thrown }) : thrown;
  }
}
