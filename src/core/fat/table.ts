import { viewOf } from './bytes.ts';
import type { Draft } from './draft.ts';
import type { FatLayout, FatVolume } from './fat.ts';

/** Numbers 0 and 1 are no clusters: their entries hold the media byte and the dirty bit. */
export const FIRST_CLUSTER = 2;
/** A whole number of entries of every kind: 12 bits, 16 and 32. */
const BLOCK_BYTES = 48 << 10;
/** From here on an entry says that the chain ends; one below stands for a bad cluster. */
const END_FROM = { 12: 0xff8, 16: 0xfff8, 32: 0x0ffffff8 } as const;
/** The upper 4 bits of a FAT32 entry are reserved: never read, and kept when it is written. */
const MASK_32 = 0x0fffffff;

/** The last entry of a chain. */
export function endMark({ kind }: Pick<FatLayout, 'kind'>): number {
  return END_FROM[kind] + 7;
}

export function isEnd({ kind }: Pick<FatLayout, 'kind'>, entry: number): boolean {
  return entry >= END_FROM[kind];
}

export function isCluster({ clusters }: Pick<FatLayout, 'clusters'>, entry: number): boolean {
  return entry >= FIRST_CLUSTER && entry < clusters + FIRST_CLUSTER;
}

/** What a table says of a cluster: 0 for free, the next of its chain, or an end. */
export async function readEntry(volume: FatVolume, cluster: number, table = volume.activeTable): Promise<number> {
  return decode(volume, await volume.disk.read(entryOffset(volume, cluster, table), entryBytes(volume)), cluster);
}

/** Says it in every table, also in those that do not count at the moment: Linux reads the first one, whatever counts. */
export async function writeEntry(draft: Draft, cluster: number, value: number): Promise<void> {
  for (const table of draft.tables.keys()) {
    const offset = entryOffset(draft, cluster, table);
    const bytes = await draft.disk.read(offset, entryBytes(draft));
    encode(draft, bytes, cluster, value);
    await draft.disk.write(offset, bytes);
  }
}

/**
 * The clusters that are free in every table, the lowest first. Reads the table piece by piece, as far as it is asked;
 * what the caller has taken meanwhile is never yielded again.
 */
export async function* freeClusters(volume: FatVolume): AsyncGenerator<number> {
  const end = volume.clusters + FIRST_CLUSTER;
  const perBlock = (BLOCK_BYTES * 8) / volume.kind;
  for (let first = 0; first < end; first += perBlock) {
    const entries = Math.min(perBlock, end - first);
    const block = await volume.disk.read(
      entryOffset(volume, first, volume.activeTable),
      Math.ceil((entries * volume.kind) / 8),
    );
    for (let i = first === 0 ? FIRST_CLUSTER : 0; i < entries; i++) {
      if (decode(volume, block.subarray(entryStart(volume, i)), i) !== 0) continue;
      if (await isFreeInAll(volume, first + i)) yield first + i;
    }
  }
}

async function isFreeInAll(volume: FatVolume, cluster: number): Promise<boolean> {
  for (const table of volume.tables.keys()) if ((await readEntry(volume, cluster, table)) !== 0) return false;
  return true;
}

function entryOffset(volume: FatVolume, cluster: number, table: number): number {
  return (volume.tables[table] ?? NaN) + entryStart(volume, cluster);
}

function entryStart({ kind }: FatVolume, cluster: number): number {
  return Math.floor((cluster * kind) / 8);
}

function entryBytes({ kind }: FatVolume): number {
  return kind === 32 ? 4 : 2;
}

function decode({ kind }: FatVolume, bytes: Uint8Array, cluster: number): number {
  return entryOf(kind, viewOf(bytes), 0, cluster);
}

/** What the entry at `index` of a table's piece says; the piece begins with a whole entry of an even number. */
export function entryAt(kind: FatLayout['kind'], piece: DataView, index: number): number {
  return entryOf(kind, piece, Math.floor((index * kind) / 8), index);
}

/** FAT12 keeps two entries in three bytes: an odd one begins in the middle of a byte. */
function entryOf(kind: FatLayout['kind'], view: DataView, at: number, cluster: number): number {
  if (kind === 32) return view.getUint32(at, true) & MASK_32;
  const pair = view.getUint16(at, true);
  if (kind === 16) return pair;
  return cluster % 2 === 1 ? pair >> 4 : pair & 0xfff;
}

function encode({ kind }: FatVolume, bytes: Uint8Array, cluster: number, value: number): void {
  const view = viewOf(bytes);
  if (kind === 32) {
    view.setUint32(0, ((view.getUint32(0, true) & ~MASK_32) | value) >>> 0, true);
    return;
  }
  const pair = view.getUint16(0, true);
  const odd = cluster % 2 === 1;
  view.setUint16(0, kind === 16 ? value : odd ? (pair & 0x000f) | (value << 4) : (pair & 0xf000) | value, true);
}
