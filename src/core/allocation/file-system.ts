import { parseBootSector } from '../fat/boot-sector.ts';
import type { Partition } from '../fat/partitions.ts';
import { readExt4 } from './ext4-free.ts';
import { parseSuperblock, SUPERBLOCK_BYTES, SUPERBLOCK_OFFSET } from './ext4-superblock.ts';
import { readFat } from './fat-free.ts';
import { isForeign, SIGNED_BYTES } from './foreign.ts';
import type { ForwardRead } from './forward-read.ts';
import type { FreeBlocks } from './free-blocks.ts';
import { readBehind } from './kept-head.ts';

const BOOT_SECTOR_BYTES = 512;
/** No card is larger, and what we hold of a file system has a bound. */
const MAX_BYTES = 2 ** 41;
/** In the boot sector: FAT32 has it behind its longer description. Linux sets bit 0 while it is mounted. */
const STATE_AT = { 12: 0x25, 16: 0x25, 32: 0x41 } as const;
const DIRTY = 1;

/** Partitions that say they have a FAT, or a file system of Linux. LVM, RAID, swap, ZFS say otherwise. */
const FAT_TYPES: readonly string[] = [
  ...['0x01', '0x04', '0x06', '0x0b', '0x0c', '0x0e', '0xef'],
  'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
  'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7',
];
const LINUX_TYPES: readonly string[] = [
  '0x83',
  '0fc63daf-8483-4772-8e79-3d69d8477de4',
  // root file systems of arm64, arm, x86-64 and riscv64
  'b921b045-1df0-41c3-af44-4c6f280d3fae',
  '69dad710-2ce4-4e3c-b16c-21a1d49abed3',
  '4f68bce3-e8cd-4db1-96e7-fbcaf984b709',
  '72ec70a6-cf74-40e6-bd49-4bda08e8f224',
];

export type FileSystemKind = 'fat' | 'ext4';

/** Which file system a partition of this type may have, as far as we can read one. */
export function kindOf({ type }: Pick<Partition, 'type'>): FileSystemKind | null {
  if (FAT_TYPES.includes(type)) return 'fat';
  return LINUX_TYPES.includes(type) ? 'ext4' : null;
}

/**
 * Finds out what is free in a partition, when it has the file system that its type says, and that is beyond doubt: `map` is
 * asked for then, for so many bytes of it.
 */
export function* readFileSystem(
  kind: FileSystemKind,
  { offset, bytes }: Pick<Partition, 'offset' | 'bytes'>,
  map: (bytes: number) => FreeBlocks,
): ForwardRead {
  if (bytes < SIGNED_BYTES) return;
  const head = yield { offset, bytes: SIGNED_BYTES };
  if (head === null || isForeign(head)) return;
  const read = readBehind(head, offset);
  switch (kind) {
    case 'ext4': {
      const superblock = head.subarray(SUPERBLOCK_OFFSET, SUPERBLOCK_OFFSET + SUPERBLOCK_BYTES);
      const layout = parseSuperblock(superblock, bytes);
      if (layout && layout.bytes <= MAX_BYTES) yield* readExt4(layout, offset, read, map(layout.bytes));
      return;
    }
    case 'fat': {
      const boot = parseBootSector(head.subarray(0, BOOT_SECTOR_BYTES), offset, bytes);
      if (boot.kind !== 'fat' || boot.bytes > MAX_BYTES) return;
      const isDirty = (head[STATE_AT[boot.layout.kind]] ?? DIRTY) & DIRTY;
      if (!isDirty) yield* readFat(boot.layout, offset, read, map(boot.bytes));
    }
  }
}
