import { tableSectorBytes } from './partition-table.ts';

interface Magic {
  readonly at: number;
  readonly bytes: readonly number[];
}

/** As much of an image's start as `startsLikeDisk` needs: btrfs signs behind the first 64 KiB. */
export const DISK_START_BYTES = 68 << 10;

/** The boot sector of an MBR and of FAT, NTFS and exFAT. That a table makes sense is not asked: a strange one may start. */
const BOOT_SECTOR: Magic = { at: 510, bytes: [0x55, 0xaa] };

/** Where file systems without a partition table sign, by their own documentation and libblkid. */
const FILE_SYSTEMS: readonly Magic[] = [
  { at: 1024 + 56, bytes: [0x53, 0xef] }, // ext2, ext3, ext4
  { at: 1024, bytes: [0x10, 0x20, 0xf5, 0xf2] }, // f2fs
  { at: 1024, bytes: [0xe2, 0xe1, 0xf5, 0xe0] }, // erofs
  ascii('H+', 1024), // HFS+
  ascii('CD001', (32 << 10) + 1), // ISO 9660
  ascii('BEA01', (32 << 10) + 1), // UDF
  ascii('hsqs', 0), // squashfs
  ascii('XFSB', 0),
  ascii('_BHRfS_M', (64 << 10) + 64), // btrfs
  { at: 0, bytes: [0x4c, 0x55, 0x4b, 0x53, 0xba, 0xbe] }, // LUKS
  ascii('ER', 0), // Apple's partition map
];

/**
 * Whether an image begins like a disk: a boot sector, a partition table or a file system. What does not is most likely
 * some other file. `head` is its first decoded bytes, at least `DISK_START_BYTES` of a longer image.
 */
export function startsLikeDisk(head: Uint8Array): boolean {
  return tableSectorBytes(head) !== null || [BOOT_SECTOR, ...FILE_SYSTEMS].some((magic) => matches(head, magic));
}

function ascii(text: string, at: number): Magic {
  return { at, bytes: Array.from(text, (char) => char.charCodeAt(0)) };
}

function matches(head: Uint8Array, { at, bytes }: Magic): boolean {
  return bytes.every((byte, i) => head[at + i] === byte);
}
