import { viewOf } from '../fat/bytes.ts';

/** As much of a partition's start as `isForeign` looks at: the last of ZFS's first ring of uberblocks. */
export const SIGNED_BYTES = 256 << 10;

const MD_MAGIC = [0xfc, 0x4e, 0x2b, 0xa9] as const;
const BCACHE_MAGIC = [0xc6, 0x85, 0x73, 0xf6, 0x4e, 0x1a, 0x45, 0xca] as const;
const BCACHEFS_MAGIC = [0xf6, 0x73, 0x85, 0xc6, 0x1a, 0x4e, 0xca, 0x45] as const;
const UBERBLOCK_MAGIC = 0x00bab10c;
const UBERBLOCKS_OFFSET = 128 << 10;
const UBERBLOCK_BYTES = 1 << 10;

/**
 * Where others sign that leave an older superblock at byte 1024, or an older boot sector, as it was: libblkid and the
 * programs' own documentation. To take the leftover for the file system would lose what is there now.
 */
const SIGNATURES: readonly { readonly at: readonly number[]; readonly bytes: readonly number[] }[] = [
  { at: [0], bytes: ascii('LUKS') },
  { at: [0], bytes: ascii('XFSB') },
  { at: [0], bytes: ascii('hsqs') },
  { at: [0], bytes: ascii('integrt') },
  { at: [0], bytes: ascii('dmvdo') },
  { at: [3], bytes: ascii('-FVE-FS-') },
  { at: [0, 512, 1024, 1536], bytes: ascii('LABELONE') },
  { at: [0, 4096], bytes: MD_MAGIC },
  { at: [4096 - 10, (16 << 10) - 10, (64 << 10) - 10], bytes: ascii('SWAPSPACE2') },
  { at: [4096 + 24], bytes: BCACHE_MAGIC },
  { at: [4096 + 24], bytes: BCACHEFS_MAGIC },
  { at: [32 << 10], bytes: ascii('JFS1') },
  { at: [(32 << 10) + 1], bytes: ascii('CD001') },
  { at: [(32 << 10) + 1], bytes: ascii('BEA01') },
  { at: [(64 << 10) + 64], bytes: ascii('_BHRfS_M') },
  { at: [(64 << 10) + 52], bytes: ascii('ReIsEr') },
];

/** Whether something else than ext4 or FAT signs here. `head` is the partition's first `SIGNED_BYTES`. */
export function isForeign(head: Uint8Array): boolean {
  return SIGNATURES.some(({ at, bytes }) => at.some((from) => matches(head, from, bytes))) || hasUberblock(head);
}

function hasUberblock(head: Uint8Array): boolean {
  const view = viewOf(head);
  for (let at = UBERBLOCKS_OFFSET; at + UBERBLOCK_BYTES <= head.byteLength; at += UBERBLOCK_BYTES)
    if (view.getUint32(at, true) === UBERBLOCK_MAGIC || view.getUint32(at + 4, false) === UBERBLOCK_MAGIC) return true;
  return false;
}

function matches(head: Uint8Array, at: number, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[at + i] === byte);
}

function ascii(text: string): readonly number[] {
  return Array.from(text, (char) => char.charCodeAt(0));
}
