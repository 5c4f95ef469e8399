/** Both tables fit in this much of an image's head, for either sector size. */
const GPT_SIGNATURE = 'EFI PART';
const MBR_SIGNATURE_OFFSET = 510;
const MBR_ENTRIES_OFFSET = 446;
const MBR_ENTRY_BYTES = 16;
const MBR_ENTRIES = 4;
const SECTOR_SIZES_BYTES = [512, 4096] as const;

/**
 * The sector size, in bytes, that the image's partition table was made for, or null where there is no table. A GPT
 * header lies in the second sector, so its place tells; an MBR does not tell and counts as 512, which is what every
 * tool that makes images uses. `head` is the first decoded bytes, at least 8 KiB of a longer image.
 */
export function tableSectorBytes(head: Uint8Array): number | null {
  for (const sectorBytes of SECTOR_SIZES_BYTES) if (hasText(head, sectorBytes, GPT_SIGNATURE)) return sectorBytes;
  return hasMbr(head) ? SECTOR_SIZES_BYTES[0] : null;
}

function hasText(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** The boot sector of a lone FAT has the same signature: what tells a table is that all four entries make sense. */
function hasMbr(head: Uint8Array): boolean {
  if (head[MBR_SIGNATURE_OFFSET] !== 0x55 || head[MBR_SIGNATURE_OFFSET + 1] !== 0xaa) return false;
  let used = 0;
  for (let entry = 0; entry < MBR_ENTRIES; entry++) {
    const at = MBR_ENTRIES_OFFSET + entry * MBR_ENTRY_BYTES;
    const bootFlag = head[at];
    if (bootFlag !== 0 && bootFlag !== 0x80) return false;
    const type = head[at + 4];
    if (type !== 0) used++;
  }
  return used > 0;
}
