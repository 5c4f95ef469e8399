import { hasSignature, latinText, viewOf } from './bytes.ts';
import type { FatFault } from './broken.ts';
import type { FatLayout } from './fat.ts';

/**
 * Field offsets and limits: Microsoft's FAT specification (fatgen103) and, where it and what Linux does differ, the
 * kernel's fs/fat/inode.c, since Linux is what will read the card.
 */
const SECTOR_SIZES_BYTES: readonly number[] = [512, 1024, 2048, 4096];
const MAX_CLUSTER_SECTORS = 128;
const SLOT_BYTES = 32;
const MAX_CLUSTERS_12 = 4084;
const MAX_CLUSTERS_16 = 65524;
/** Entries of 28 bits, of which the last few values mean something else. */
const MAX_CLUSTERS_32 = 0x0ffffff4;
const NO_MIRRORING = 0x80;
const EXTENDED_SIGNATURE = 0x29;
const NO_NAME = 'NO NAME';

export type BootSector =
  | { readonly kind: 'fat'; readonly layout: FatLayout; readonly bytes: number; readonly label: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'broken'; readonly fault: FatFault };

/** What the first 512 bytes of a partition at `offset` say. The layout lies within the `partitionBytes` bytes. */
export function parseBootSector(sector: Uint8Array, offset: number, partitionBytes: number): BootSector {
  if (!hasSignature(sector)) return { kind: 'none' };
  const view = viewOf(sector);
  const u16 = (at: number): number => view.getUint16(at, true);
  const u32 = (at: number): number => view.getUint32(at, true);

  const sectorBytes = u16(11);
  const clusterSectors = view.getUint8(13);
  const reserved = u16(14);
  const copies = view.getUint8(16);
  const rootBytes = u16(17) * SLOT_BYTES;
  const sectors = u16(19) || u32(32);
  const media = view.getUint8(21);
  const sane =
    SECTOR_SIZES_BYTES.includes(sectorBytes) &&
    isPowerOfTwo(clusterSectors) &&
    clusterSectors <= MAX_CLUSTER_SECTORS &&
    reserved > 0 &&
    copies > 0 &&
    (media === 0xf0 || media >= 0xf8);
  // NTFS, exFAT and a boot loader's own sector end here, too.
  if (!sane) return claimsFat(sector) ? { kind: 'broken', fault: 'boot-sector' } : { kind: 'none' };

  // The specification tells the kinds by their clusters alone; but mkfs.fat -F 32 makes small ones, and Linux and fsck.fat
  // read a FAT32 where the field of the smaller kinds is 0. No other kind would make sense there.
  const is32 = u16(22) === 0;
  const tableSectors = u16(22) || u32(36);
  const clusterBytes = clusterSectors * sectorBytes;
  const tableBytes = tableSectors * sectorBytes;
  const rootOffset = reserved * sectorBytes + copies * tableBytes;
  const dataOffset = rootOffset + rootBytes;
  const bytes = sectors * sectorBytes;
  const clusters = Math.floor((bytes - dataOffset) / clusterBytes);
  const kind = is32 ? 32 : clusters > MAX_CLUSTERS_12 ? 16 : 12;

  if (tableSectors === 0 || clusters < 1) return { kind: 'broken', fault: 'boot-sector' };
  if (bytes > partitionBytes) return { kind: 'broken', fault: 'larger-than-partition' };
  if (clusters > (is32 ? MAX_CLUSTERS_32 : MAX_CLUSTERS_16)) return { kind: 'broken', fault: 'boot-sector' };
  if (tableBytes * 8 < (clusters + 2) * kind) return { kind: 'broken', fault: 'table-too-small' };

  const flags = is32 ? u16(40) : 0;
  const activeTable = flags & NO_MIRRORING ? flags & 0xf : 0;
  const rootCluster = u32(44);
  const infoSector = is32 ? u16(48) : 0;
  const rootSane = is32
    ? rootBytes === 0 && rootCluster >= 2 && rootCluster < clusters + 2 && u16(42) === 0
    : rootBytes > 0 && rootBytes % sectorBytes === 0;
  if (!rootSane || activeTable >= copies) return { kind: 'broken', fault: 'boot-sector' };

  return {
    kind: 'fat',
    bytes,
    label: is32 ? bootLabel(sector, 66) : bootLabel(sector, 38),
    layout: {
      kind,
      sectorBytes,
      clusterBytes,
      clusters,
      tables: Array.from({ length: copies }, (_, i) => offset + reserved * sectorBytes + i * tableBytes),
      activeTable,
      dataOffset: offset + dataOffset,
      root: is32 ? { cluster: rootCluster } : { offset: offset + rootOffset, bytes: rootBytes },
      infoOffset: infoSector > 0 && infoSector < reserved ? offset + infoSector * sectorBytes : null,
    },
  };
}

/** A label's 11 characters as text; '' for what a volume without a name has there. What is not ASCII becomes `?`. */
export function labelText(stored: string): string {
  const text = stored.replace(/[^ -~]/g, '?').trimEnd();
  return text === NO_NAME ? '' : text;
}

function bootLabel(sector: Uint8Array, signatureAt: number): string {
  if (sector[signatureAt] !== EXTENDED_SIGNATURE) return '';
  return labelText(latinText(sector.subarray(signatureAt + 5, signatureAt + 16)));
}

function claimsFat(sector: Uint8Array): boolean {
  return [54, 82].some((at) => latinText(sector.subarray(at, at + 3)) === 'FAT');
}

function isPowerOfTwo(value: number): boolean {
  return value > 0 && (value & (value - 1)) === 0;
}
