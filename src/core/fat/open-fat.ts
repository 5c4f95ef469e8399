import { labelText, parseBootSector } from './boot-sector.ts';
import { fatBroken } from './broken.ts';
import type { ByteReader, FatVolume } from './fat.ts';
import { listEntries, readFolder } from './folder.ts';
import type { Partition } from './partitions.ts';
import { ATTRIBUTE } from './slot.ts';
import { WindowReader } from './window-reader.ts';

const BOOT_SECTOR_BYTES = 512;

/**
 * The FAT file system in a part of a disk. Null when it is no FAT; AppError `fat-broken` {reason} when it says that it is
 * one and contradicts itself.
 */
export async function openFat(
  disk: ByteReader,
  { offset, bytes: partitionBytes }: Pick<Partition, 'offset' | 'bytes'>,
): Promise<FatVolume | null> {
  if (partitionBytes < BOOT_SECTOR_BYTES) return null;
  const boot = parseBootSector(await disk.read(offset, BOOT_SECTOR_BYTES), offset, partitionBytes);
  switch (boot.kind) {
    case 'none':
      return null;
    case 'broken':
      throw fatBroken(boot.fault);
    case 'fat': {
      const { layout, bytes, label } = boot;
      const volume = { ...layout, offset, bytes, label, disk: new WindowReader(disk, offset, offset + bytes) };
      return { ...volume, label: (await rootLabel(volume)) ?? label };
    }
  }
}

async function rootLabel(volume: FatVolume): Promise<string | null> {
  for (const { attributes, alias } of listEntries(volume, await readFolder(volume, 'root'))) {
    if (attributes & ATTRIBUTE.label) return labelText(alias);
  }
  return null;
}
