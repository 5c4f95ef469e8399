import { latinText, uint64, viewOf } from './bytes.ts';
import { crc32 } from './crc32.ts';
import type { Partition } from './partitions.ts';

type Read = (offset: number, length: number) => Promise<Uint8Array>;

/** Offsets within the header and its entries: UEFI specification 2.10, section 5.3. */
const SIGNATURE = 'EFI PART';
const HEADER_BYTES = 92;
const SECTOR_SIZES_BYTES = [512, 4096] as const;
const MIN_ENTRY_BYTES = 128;
const MAX_ENTRY_BYTES = 4096;
/** Eight times what everyone makes. */
const MAX_ENTRIES = 1024;
/** Right behind the header for everyone; tools move it by a MiB or so for boot loaders. Farther out nothing is looked for. */
const MAX_ENTRIES_OFFSET_BYTES = 16 << 20;
const UNUSED_TYPE = '00000000-0000-0000-0000-000000000000';
/** Which bytes of a GUID its text has, in order: the first three groups are little-endian numbers. */
const GUID_GROUPS = [
  [3, 2, 1, 0],
  [5, 4],
  [7, 6],
  [8, 9],
  [10, 11, 12, 13, 14, 15],
] as const;

interface Header {
  readonly entriesOffset: number;
  readonly entries: number;
  readonly entryBytes: number;
  readonly entriesCrc: number;
}

/** The partitions of the primary GPT, in its order; null where none is, or its checksums are wrong. */
export async function readGpt(read: Read): Promise<readonly Partition[] | null> {
  for (const sectorBytes of SECTOR_SIZES_BYTES) {
    const header = parseHeader(await read(sectorBytes, sectorBytes), sectorBytes);
    if (!header) continue;
    const table = await read(header.entriesOffset, header.entries * header.entryBytes);
    if (crc32(table) === header.entriesCrc) return parseEntries(table, header, sectorBytes);
  }
  return null;
}

function parseHeader(sector: Uint8Array, sectorBytes: number): Header | null {
  if (latinText(sector.subarray(0, SIGNATURE.length)) !== SIGNATURE) return null;
  const view = viewOf(sector);
  const headerBytes = view.getUint32(12, true);
  if (headerBytes < HEADER_BYTES || headerBytes > sectorBytes) return null;
  const summed = sector.slice(0, headerBytes).fill(0, 16, 20);
  if (crc32(summed) !== view.getUint32(16, true) || uint64(view, 24) !== 1) return null;
  const header = {
    entriesOffset: uint64(view, 72) * sectorBytes,
    entries: view.getUint32(80, true),
    entryBytes: view.getUint32(84, true),
    entriesCrc: view.getUint32(88, true),
  };
  const { entriesOffset, entries, entryBytes } = header;
  const sound =
    entriesOffset >= 2 * sectorBytes &&
    entriesOffset <= MAX_ENTRIES_OFFSET_BYTES &&
    entries <= MAX_ENTRIES &&
    entryBytes % MIN_ENTRY_BYTES === 0 &&
    entryBytes >= MIN_ENTRY_BYTES &&
    entryBytes <= MAX_ENTRY_BYTES;
  return sound ? header : null;
}

function parseEntries(table: Uint8Array, { entries, entryBytes }: Header, sectorBytes: number): readonly Partition[] {
  const found: Partition[] = [];
  for (let i = 0; i < entries; i++) {
    const entry = table.subarray(i * entryBytes, (i + 1) * entryBytes);
    const type = guid(entry);
    const first = uint64(viewOf(entry), 32);
    const last = uint64(viewOf(entry), 40);
    const offset = first * sectorBytes;
    const bytes = (last - first + 1) * sectorBytes;
    if (type === UNUSED_TYPE || first === 0 || last < first || !Number.isSafeInteger(offset + bytes)) continue;
    found.push({ index: i + 1, offset, bytes, table: 'gpt', type });
  }
  return found;
}

function guid(entry: Uint8Array): string {
  const hex = (at: number): string => (entry[at] ?? 0).toString(16).padStart(2, '0');
  return GUID_GROUPS.map((group) => group.map(hex).join('')).join('-');
}
