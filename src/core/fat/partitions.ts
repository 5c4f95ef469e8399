import { AppError } from '../errors/app-error.ts';
import type { ByteReader } from './fat.ts';
import { readGpt } from './gpt.ts';
import { PROTECTIVE, SECTOR_BYTES, parseMbr, readLogical } from './mbr.ts';

/** A partition; `offset` and `bytes` in bytes of the disk. That the disk is long enough for it is not promised. */
export interface Partition {
  /** As Linux numbers it, from 1; logical ones from 5. */
  readonly index: number;
  readonly offset: number;
  readonly bytes: number;
  readonly table: 'mbr' | 'gpt';
  /** `0x0c`, or the type's GUID in lower case. */
  readonly type: string;
}

/**
 * The partitions of an image or drive, in the table's order. [] without a table that makes sense. A GPT counts, as for
 * Linux, only behind a protective MBR; its copy at the disk's end is not looked for.
 */
export async function listPartitions(disk: ByteReader): Promise<readonly Partition[]> {
  const primary = parseMbr(await readIfThere(disk, 0, SECTOR_BYTES));
  if (primary.some(({ type }) => type === PROTECTIVE)) {
    const gpt = await readGpt((offset, length) => readIfThere(disk, offset, length));
    if (gpt) return gpt;
  }
  const mbr = primary.filter(({ type }) => type !== PROTECTIVE);
  return [...mbr, ...(await readLogical(mbr, (offset, length) => readIfThere(disk, offset, length)))];
}

/** An image that ends before a table has none. */
async function readIfThere(disk: ByteReader, offset: number, length: number): Promise<Uint8Array> {
  try {
    return await disk.read(offset, length);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'image-truncated') return new Uint8Array(length);
    throw thrown;
  }
}
