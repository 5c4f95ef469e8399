import { viewOf } from '../fat/bytes.ts';
import { CRC32C_START, crc32c } from './crc32c.ts';

/** Field offsets and flags: the kernel's Documentation/filesystems/ext4 (super.rst) and e2fsprogs' ext2_fs.h. */
export const SUPERBLOCK_OFFSET = 1024;
export const SUPERBLOCK_BYTES = 1024;
const MAGIC = 0xef53;
const DYNAMIC_REVISION = 1;
const CLEAN = 1;
const CHECKSUM_AT = 0x3fc;
const CRC32C_TYPE = 1;

const COMPAT_SPARSE_SUPER2 = 0x200;
const INCOMPAT_64BIT = 0x80;
const INCOMPAT_CSUM_SEED = 0x2000;
const RO_SPARSE_SUPER = 0x1;
const RO_GDT_CSUM = 0x10;
const RO_BIGALLOC = 0x200;
const RO_METADATA_CSUM = 0x400;

/** dir_prealloc, imagic, has_journal, ext_attr, resize_inode, dir_index, sparse_super2, fast_commit, stable_inodes, orphan_file. */
const KNOWN_COMPAT = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x20 | COMPAT_SPARSE_SUPER2 | 0x400 | 0x800 | 0x1000;
/** filetype, extents, 64bit, mmp, flex_bg, ea_inode, csum_seed, largedir, inline_data, encrypt, casefold. Not: needs_recovery, meta_bg. */
const KNOWN_INCOMPAT =
  0x2 | 0x40 | INCOMPAT_64BIT | 0x100 | 0x200 | 0x400 | INCOMPAT_CSUM_SEED | 0x4000 | 0x8000 | 0x10000 | 0x20000;
/** sparse_super, large_file, btree_dir, huge_file, gdt_csum, dir_nlink, extra_isize, quota, bigalloc, metadata_csum, read-only, project, verity. */
const KNOWN_RO =
  RO_SPARSE_SUPER |
  0x2 |
  0x4 |
  0x8 |
  RO_GDT_CSUM |
  0x20 |
  0x40 |
  0x100 |
  (RO_BIGALLOC | RO_METADATA_CSUM | 0x1000 | 0x2000 | 0x8000);

const MIN_LOG_BLOCK = 10;
const MAX_LOG_BLOCK = 16;
const MAX_CLUSTER_BLOCKS = 1 << 14;
const SMALL_DESCRIPTOR_BYTES = 32;
const MAX_DESCRIPTOR_BYTES = 1024;
/** What we hold of a file system has a bound: of 2 TiB, with the usual blocks, it is half of this. */
const MAX_DESCRIPTORS_BYTES = 2 << 20;

/** Where copies of the superblock and the descriptors lie. */
export type Backups =
  | { readonly kind: 'every-group' }
  /** Groups 0 and 1, and the powers of 3, 5 and 7. */
  | { readonly kind: 'sparse' }
  | { readonly kind: 'two'; readonly groups: readonly number[] };

/** How an ext2, ext3 or ext4 is laid out; blocks are counted from its start. Its numbers are checked. */
export interface Ext4Layout {
  readonly bytes: number;
  readonly blockBytes: number;
  readonly blocks: number;
  /** Block 0 belongs to no group where blocks have 1 KiB. */
  readonly firstBlock: number;
  readonly groupBlocks: number;
  readonly groups: number;
  /** What one bit of a bitmap stands for. */
  readonly clusterBlocks: number;
  readonly tableBlocks: number;
  readonly descriptorBytes: number;
  /** Blocks behind a superblock that its descriptors take, those reserved for growth included. */
  readonly descriptorBlocks: number;
  readonly backups: Backups;
  readonly checksum: 'none' | 'crc16' | 'crc32c';
  readonly uuid: Uint8Array;
  readonly seed: number;
}

/**
 * The layout of the file system with this superblock, in a partition of so many bytes; null where it is none, where it was
 * not unmounted cleanly, or where it has a feature or a number that we do not know to be right.
 */
export function parseSuperblock(superblock: Uint8Array, partitionBytes: number): Ext4Layout | null {
  const view = viewOf(superblock);
  const u16 = (at: number): number => view.getUint16(at, true);
  const u32 = (at: number): number => view.getUint32(at, true);
  const [compat, incompat, ro] = [u32(0x5c), u32(0x60), u32(0x64)];
  if (u16(0x38) !== MAGIC || u32(0x4c) !== DYNAMIC_REVISION || u16(0x3a) !== CLEAN) return null;
  if (compat & ~KNOWN_COMPAT || incompat & ~KNOWN_INCOMPAT || ro & ~KNOWN_RO) return null;
  if (ro & RO_METADATA_CSUM && !isSummed(superblock)) return null;

  const is64 = (incompat & INCOMPAT_64BIT) !== 0;
  const logBlock = u32(0x18) + MIN_LOG_BLOCK;
  const logCluster = u32(0x1c) + MIN_LOG_BLOCK;
  if (logBlock > MAX_LOG_BLOCK || logCluster < logBlock || logCluster - logBlock > Math.log2(MAX_CLUSTER_BLOCKS))
    return null;
  const blockBytes = 2 ** logBlock;
  const clusterBlocks = 2 ** (logCluster - logBlock);
  const firstBlock = u32(0x14);
  // With clusters, blocks of 1 KiB are laid out by a rule of their own.
  if (ro & RO_BIGALLOC ? blockBytes === 1024 : clusterBlocks > 1) return null;
  if (firstBlock !== (blockBytes === 1024 ? 1 : 0)) return null;

  const groupBlocks = u32(0x20);
  const blocks = is64 ? u32(0x4) + u32(0x150) * 2 ** 32 : u32(0x4);
  const descriptorBytes = is64 ? u16(0xfe) : SMALL_DESCRIPTOR_BYTES;
  const tableBytes = u32(0x28) * u16(0x58);
  const tableBlocks = Math.ceil(tableBytes / blockBytes);
  const bytes = blocks * blockBytes;
  const groups = Math.ceil((blocks - firstBlock) / groupBlocks);
  const sane =
    groupBlocks >= 8 &&
    groupBlocks % (8 * clusterBlocks) === 0 &&
    groupBlocks / clusterBlocks <= blockBytes * 8 &&
    bytes <= partitionBytes &&
    groups >= 1 &&
    tableBlocks >= 1 &&
    tableBlocks < groupBlocks &&
    isPowerOfTwo(descriptorBytes) &&
    descriptorBytes >= (is64 ? 2 * SMALL_DESCRIPTOR_BYTES : SMALL_DESCRIPTOR_BYTES) &&
    descriptorBytes <= MAX_DESCRIPTOR_BYTES &&
    groups * descriptorBytes <= MAX_DESCRIPTORS_BYTES;
  if (!sane) return null;

  const uuid = superblock.slice(0x68, 0x78);
  return {
    ...{
      bytes,
      blockBytes,
      blocks,
      firstBlock,
      groupBlocks,
      groups,
      clusterBlocks,
      tableBlocks,
      descriptorBytes,
      uuid,
    },
    descriptorBlocks: Math.ceil((groups * descriptorBytes) / blockBytes) + u16(0xce),
    backups: backupsOf(compat, ro, [u32(0x24c), u32(0x250)]),
    checksum: ro & RO_METADATA_CSUM ? 'crc32c' : ro & RO_GDT_CSUM ? 'crc16' : 'none',
    seed: incompat & INCOMPAT_CSUM_SEED ? u32(0x270) : crc32c(CRC32C_START, uuid),
  };
}

function backupsOf(compat: number, ro: number, groups: readonly number[]): Backups {
  if (compat & COMPAT_SPARSE_SUPER2) return { kind: 'two', groups };
  return { kind: ro & RO_SPARSE_SUPER ? 'sparse' : 'every-group' };
}

function isSummed(superblock: Uint8Array): boolean {
  if (superblock[0x175] !== CRC32C_TYPE) return false;
  return crc32c(CRC32C_START, superblock.subarray(0, CHECKSUM_AT)) === viewOf(superblock).getUint32(CHECKSUM_AT, true);
}

function isPowerOfTwo(value: number): boolean {
  return value > 0 && (value & (value - 1)) === 0;
}
