export const MIB = 1 << 20;
const BLOCK_BYTES = 4096;
const START = MIB;
const BLOCKS = (8 * MIB) / BLOCK_BYTES;
/** Superblock, descriptors, two bitmaps, four blocks of inodes. */
const TABLES = 8;

/** Where what lies in the image that `anExt4Image` makes, in bytes. */
export const PLACES = {
  table: 446,
  superblock: START + 1024,
  descriptors: START + BLOCK_BYTES,
  bitmap: START + 2 * BLOCK_BYTES,
} as const;

/**
 * An image of 10 MiB with one partition from 1 to 9 MiB and an ext4 of one group in it, written down by the kernel's
 * documentation and not by the code under test. `used`: its blocks that are in use, beside its own tables.
 */
export function anExt4Image(used: readonly number[]): Uint8Array {
  const image = Uint8Array.from({ length: 10 * MIB }, (_, i) => (i * 7) ^ (i >> 12));
  const view = new DataView(image.buffer);
  image.fill(0, 0, START + TABLES * BLOCK_BYTES);
  view.setUint8(PLACES.table + 4, 0x83);
  view.setUint32(PLACES.table + 8, START / 512, true);
  view.setUint32(PLACES.table + 12, (8 * MIB) / 512, true);
  view.setUint16(510, 0xaa55, true);

  const u32 = (at: number, value: number): void => view.setUint32(PLACES.superblock + at, value, true);
  const u16 = (at: number, value: number): void => view.setUint16(PLACES.superblock + at, value, true);
  u32(0x00, 64); // inodes
  u32(0x04, BLOCKS);
  u32(0x18, 2); // blocks of 4 KiB
  u32(0x1c, 2);
  u32(0x20, 32768); // blocks and clusters a group
  u32(0x24, 32768);
  u32(0x28, 64); // inodes a group
  u16(0x38, 0xef53);
  u16(0x3a, 1); // clean
  u32(0x4c, 1); // revision
  u16(0x58, 256); // bytes of an inode
  u32(0x60, 0x42); // filetype, extents
  u32(0x64, 0x1); // sparse_super

  for (const block of [...Array(TABLES).keys(), ...used]) setBit(image, block);
  // Beyond its end.
  for (let bit = BLOCKS; bit < BLOCK_BYTES * 8; bit++) setBit(image, bit);
  view.setUint32(PLACES.descriptors, 2, true);
  view.setUint32(PLACES.descriptors + 4, 3, true);
  view.setUint32(PLACES.descriptors + 8, 4, true);
  view.setUint16(PLACES.descriptors + 0xc, BLOCKS - TABLES - new Set(used).size, true);
  return image;
}

/** The block of that file system which a byte of the image lies in. */
export function blockAt(offset: number): number {
  return (offset - START) / BLOCK_BYTES;
}

function setBit(image: Uint8Array, bit: number): void {
  const at = PLACES.bitmap + (bit >> 3);
  image[at] = (image[at] ?? 0) | (1 << (bit & 7));
}
