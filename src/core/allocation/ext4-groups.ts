import { viewOf } from '../fat/bytes.ts';
import { CRC16_START, crc16 } from './crc16.ts';
import { crc32c } from './crc32c.ts';
import type { Backups, Ext4Layout } from './ext4-superblock.ts';

/** Field offsets: the kernel's Documentation/filesystems/ext4/group_descr.rst. */
const CHECKSUM_AT = 0x1e;
const BLOCK_UNINIT = 0x2;
const WIDE_BYTES = 64;

/** What a group's descriptor says. Numbers of blocks, counted from the file system's start; unchecked. */
export interface Ext4Group {
  readonly blockBitmap: number;
  readonly inodeBitmap: number;
  readonly inodeTable: number;
  readonly freeClusters: number;
  /** There is no bitmap: nothing but the file system's own tables is in use. */
  readonly isUntouched: boolean;
  /** Of the bitmap; of an old file system half of it. */
  readonly bitmapChecksum: { readonly value: number; readonly mask: number };
}

/** The descriptor of group `index`; null where its checksum is wrong. */
export function parseGroup(layout: Ext4Layout, descriptors: Uint8Array, index: number): Ext4Group | null {
  const at = index * layout.descriptorBytes;
  const bytes = descriptors.subarray(at, at + layout.descriptorBytes);
  const view = viewOf(bytes);
  const isWide = bytes.byteLength >= WIDE_BYTES;
  if (layout.checksum !== 'none' && view.getUint16(CHECKSUM_AT, true) !== checksumOf(layout, bytes, index)) return null;
  const u32 = (low: number, high: number): number =>
    view.getUint32(low, true) + (isWide ? view.getUint32(high, true) * 2 ** 32 : 0);
  const u16 = (low: number, high: number): number =>
    (view.getUint16(low, true) | (isWide ? view.getUint16(high, true) << 16 : 0)) >>> 0;
  return {
    blockBitmap: u32(0x0, 0x20),
    inodeBitmap: u32(0x4, 0x24),
    inodeTable: u32(0x8, 0x28),
    freeClusters: u16(0xc, 0x2c),
    // Before there were checksums the flag meant nothing.
    isUntouched: layout.checksum !== 'none' && (view.getUint16(0x12, true) & BLOCK_UNINIT) !== 0,
    bitmapChecksum: { value: u16(0x18, 0x38), mask: isWide ? 0xffffffff : 0xffff },
  };
}

function checksumOf(layout: Ext4Layout, bytes: Uint8Array, index: number): number {
  const number = new Uint8Array(4);
  viewOf(number).setUint32(0, index, true);
  const front = bytes.subarray(0, CHECKSUM_AT);
  const back = bytes.subarray(CHECKSUM_AT + 2);
  if (layout.checksum === 'crc16')
    return [layout.uuid, number, front, back].reduce((crc, part) => crc16(crc, part), CRC16_START);
  return [number, front, new Uint8Array(2), back].reduce((crc, part) => crc32c(crc, part), layout.seed) & 0xffff;
}

/** Whether group `index` begins with a copy of the superblock and of the descriptors. */
export function hasBackup(backups: Backups, index: number): boolean {
  if (index === 0) return true;
  switch (backups.kind) {
    case 'every-group':
      return true;
    case 'two':
      return backups.groups.includes(index);
    case 'sparse':
      return index === 1 || [3, 5, 7].some((base) => isPowerOf(base, index));
  }
}

function isPowerOf(base: number, value: number): boolean {
  let power = base;
  while (power < value) power *= base;
  return power === value;
}
