import { isHybrid, parseMbr, SECTOR_BYTES } from '../fat/mbr.ts';
import { listPartitions, type Partition } from '../fat/partitions.ts';
import { kindOf, readFileSystem } from './file-system.ts';
import { follow, type Follower } from './forward-read.ts';
import { createFreeBlocks, SKIP_BYTES, type FreeBlocks } from './free-blocks.ts';

/** The partitions are found in this much of an image's start, which is never free. */
export const HEAD_BYTES = SKIP_BYTES;

/** A range of the image. */
export interface Range {
  readonly offset: number;
  readonly bytes: number;
}

/** Says of an image that goes by once which of its MiB nobody reads, by what went by before. */
export interface FreeOfImage {
  /** Whether the MiB at `offset`, which comes next, is known to be free. */
  isFree(offset: number): boolean;
  /** What goes by and is not free, in order. */
  see(offset: number, bytes: Uint8Array): void;
}

/** One partition, until it has gone by. */
interface Watched {
  readonly end: number;
  readonly follower: Follower;
  /** Null until a file system is recognised. */
  readonly free: () => FreeBlocks | null;
}

/**
 * Begins with the image's first MiB, already seen. `kept` is never free, whatever the file systems say: something is laid
 * over it. Memory is bounded: partitions go by one after the other, each of 2 TiB at most.
 */
export async function freeOfImage(head: Uint8Array, kept: readonly Range[]): Promise<FreeOfImage> {
  const partitions = await partitionsOf(head);
  let watched = partitions.flatMap((partition) => watch(partition, partitions, kept));
  const see = (offset: number, bytes: Uint8Array): void => {
    for (const { follower } of watched) if (!follower.done) follower.see(offset, bytes);
  };
  see(0, head);
  return {
    isFree: (offset) => {
      if (offset < HEAD_BYTES) return false;
      if (watched.some(({ end }) => end <= offset)) watched = watched.filter(({ end }) => end > offset);
      return watched.some(({ free }) => free()?.isFree(offset) === true);
    },
    see,
  };
}

function watch(partition: Partition, all: readonly Partition[], kept: readonly Range[]): readonly Watched[] {
  const kind = kindOf(partition);
  const end = partition.offset + partition.bytes;
  // Of two that lie over each other, one would call free what the other uses.
  if (kind === null || all.some((other) => other !== partition && overlaps(partition, other))) return [];
  let blocks: FreeBlocks | null = null;
  const recognised = (fileSystemBytes: number): FreeBlocks => {
    blocks = createFreeBlocks(partition.offset, partition.offset + fileSystemBytes);
    for (const { offset, bytes } of kept) blocks.use(offset, offset + bytes);
    // Where others sign, RAID and ZFS at the end: an old sign there would make the partition theirs again.
    for (const last of [end, partition.offset + fileSystemBytes]) blocks.use(last - SKIP_BYTES, last);
    blocks.use(partition.offset, partition.offset + SKIP_BYTES);
    return blocks;
  };
  return [{ end, follower: follow(readFileSystem(kind, partition, recognised)), free: () => blocks }];
}

function overlaps(one: Range, other: Range): boolean {
  return one.offset < other.offset + other.bytes && other.offset < one.offset + one.bytes;
}

/** None where two tables may say different things of the same bytes. A table behind the head is one of zeros: none. */
async function partitionsOf(head: Uint8Array): Promise<readonly Partition[]> {
  if (isHybrid(parseMbr(head.subarray(0, SECTOR_BYTES)))) return [];
  return listPartitions({
    read: (offset, length) => {
      const bytes = new Uint8Array(length);
      if (offset + length <= head.byteLength) bytes.set(head.subarray(offset, offset + length));
      return Promise.resolve(bytes);
    },
  });
}
