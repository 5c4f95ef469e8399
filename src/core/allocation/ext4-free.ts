import { crc32c } from './crc32c.ts';
import { hasBackup, parseGroup, type Ext4Group } from './ext4-groups.ts';
import type { Ext4Layout } from './ext4-superblock.ts';
import type { ForwardRead } from './forward-read.ts';
import type { FreeBlocks } from './free-blocks.ts';
import type { PartitionRead } from './kept-head.ts';

interface Group extends Ext4Group {
  readonly first: number;
  readonly blocks: number;
}

/**
 * Tells what is free in the ext4 at `start` of the image. Its own tables never are. Where the descriptors are not what
 * their checksums say, nothing is; where a bitmap contradicts its checksum or its group's count, or lies behind what it
 * describes, nothing of that group.
 */
export function* readExt4(layout: Ext4Layout, start: number, read: PartitionRead, map: FreeBlocks): ForwardRead {
  const { blockBytes, firstBlock, groups, descriptorBytes } = layout;
  const descriptors = yield* read((firstBlock + 1) * blockBytes, groups * descriptorBytes);
  const found = descriptors && parseGroups(layout, descriptors);
  if (!found) return;

  const at = (block: number): number => start + block * blockBytes;
  for (const [index, group] of found.entries()) {
    const { first, blockBitmap, inodeBitmap, inodeTable } = group;
    map.use(at(blockBitmap), at(blockBitmap + 1));
    map.use(at(inodeBitmap), at(inodeBitmap + 1));
    map.use(at(inodeTable), at(inodeTable + layout.tableBlocks));
    if (hasBackup(layout.backups, index)) map.use(at(first), at(first + 1 + layout.descriptorBlocks));
    if (group.isUntouched) map.free(at(first), at(first + group.blocks));
  }
  const described = found.filter(({ isUntouched }) => !isUntouched);
  for (const group of described.sort((one, other) => one.blockBitmap - other.blockBitmap)) {
    const bitmap = yield* read(group.blockBitmap * blockBytes, blockBytes);
    if (bitmap === null || !isSummed(layout, group, bitmap)) continue;
    const runs = freeRuns(bitmap, Math.ceil(group.blocks / layout.clusterBlocks));
    if (runs.reduce((sum, { from, to }) => sum + to - from, 0) !== group.freeClusters) continue;
    for (const { from, to } of runs) {
      const end = Math.min(to * layout.clusterBlocks, group.blocks);
      map.free(at(group.first + from * layout.clusterBlocks), at(group.first + end));
    }
  }
}

function parseGroups(layout: Ext4Layout, descriptors: Uint8Array): Group[] | null {
  const found: Group[] = [];
  for (let index = 0; index < layout.groups; index++) {
    const group = parseGroup(layout, descriptors, index);
    if (!group || !isWithin(layout, group)) return null;
    const first = layout.firstBlock + index * layout.groupBlocks;
    found.push({ ...group, first, blocks: Math.min(layout.groupBlocks, layout.blocks - first) });
  }
  return found;
}

function isWithin({ blocks, tableBlocks }: Ext4Layout, { blockBitmap, inodeBitmap, inodeTable }: Ext4Group): boolean {
  return blockBitmap < blocks && inodeBitmap < blocks && inodeTable + tableBlocks <= blocks;
}

function isSummed(layout: Ext4Layout, { bitmapChecksum }: Ext4Group, bitmap: Uint8Array): boolean {
  if (layout.checksum !== 'crc32c') return true;
  const summed = bitmap.subarray(0, layout.groupBlocks / layout.clusterBlocks / 8);
  return (crc32c(layout.seed, summed) & bitmapChecksum.mask) >>> 0 === bitmapChecksum.value;
}

interface Run {
  readonly from: number;
  readonly to: number;
}

/** Runs of bits that are 0, of the first `bits`. */
function freeRuns(bitmap: Uint8Array, bits: number): readonly Run[] {
  const runs: Run[] = [];
  let from: number | null = null;
  for (let bit = 0; bit < bits; bit++) {
    const isFree = ((bitmap[bit >> 3] ?? 0xff) & (1 << (bit & 7))) === 0;
    if (isFree) from ??= bit;
    else if (from !== null) {
      runs.push({ from, to: bit });
      from = null;
    }
  }
  if (from !== null) runs.push({ from, to: bits });
  return runs;
}
