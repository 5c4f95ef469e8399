import { hasSignature, viewOf } from './bytes.ts';
import type { Partition } from './partitions.ts';

type Read = (offset: number, length: number) => Promise<Uint8Array>;

/** An MBR counts in these, whatever the drive's sectors are. */
export const SECTOR_BYTES = 512;

const ENTRIES_OFFSET = 446;
const ENTRY_BYTES = 16;
const ENTRIES = 4;
const FIRST_LOGICAL = 5;
/** A chain of logical partitions can be a loop. */
const MAX_LOGICAL = 64;
/** Where a chain of logical partitions begins or goes on: DOS, Windows (LBA), Linux. */
const EXTENDED: readonly string[] = ['0x05', '0x0f', '0x85'];

/** Of a GPT's: it is there for programs that know no GPT. */
export const PROTECTIVE = '0xee';

interface Entry {
  readonly index: number;
  readonly type: string;
  readonly firstSector: number;
  readonly sectors: number;
}

/** The primary partitions of a disk's first sector; [] where that is none: each entry's boot flag has to make sense. */
export function parseMbr(sector: Uint8Array): readonly Partition[] {
  return parseEntries(sector).map((entry) => partition(entry, entry.index, 0));
}

/** Whether these are a GPT's protective entry and others beside it: not each program believes the same of the two tables. */
export function isHybrid(primary: readonly Partition[]): boolean {
  return primary.length > 1 && primary.some(({ type }) => type === PROTECTIVE);
}

/**
 * The logical partitions within the first extended one. Each link is a sector with its partition, counted from the link,
 * and the next link, counted from the extended partition's start.
 */
export async function readLogical(primary: readonly Partition[], read: Read): Promise<readonly Partition[]> {
  const extended = primary.find(({ type }) => EXTENDED.includes(type));
  if (!extended) return [];
  const found: Partition[] = [];
  const seen = new Set<number>();
  let link: number | null = extended.offset;
  while (link !== null && !seen.has(link) && seen.size < MAX_LOGICAL) {
    seen.add(link);
    const entries = parseEntries(await read(link, SECTOR_BYTES));
    const own = entries.find(({ type }) => !EXTENDED.includes(type));
    if (own) found.push(partition(own, FIRST_LOGICAL + found.length, link));
    const next = entries.find(({ type }) => EXTENDED.includes(type));
    link = next ? extended.offset + next.firstSector * SECTOR_BYTES : null;
    if (link !== null && link >= extended.offset + extended.bytes) link = null;
  }
  return found;
}

function partition({ type, firstSector, sectors }: Entry, index: number, origin: number): Partition {
  return {
    index,
    offset: origin + firstSector * SECTOR_BYTES,
    bytes: sectors * SECTOR_BYTES,
    table: 'mbr',
    type,
  };
}

function parseEntries(sector: Uint8Array): readonly Entry[] {
  if (!hasSignature(sector)) return [];
  const view = viewOf(sector);
  const entries: Entry[] = [];
  for (let i = 0; i < ENTRIES; i++) {
    const at = ENTRIES_OFFSET + i * ENTRY_BYTES;
    const bootFlag = view.getUint8(at);
    if (bootFlag !== 0 && bootFlag !== 0x80) return [];
    const type = view.getUint8(at + 4);
    const firstSector = view.getUint32(at + 8, true);
    const sectors = view.getUint32(at + 12, true);
    if (type === 0 || firstSector === 0 || sectors === 0) continue;
    entries.push({ index: i + 1, type: `0x${type.toString(16).padStart(2, '0')}`, firstSector, sectors });
  }
  return entries;
}
