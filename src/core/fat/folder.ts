import { fatBroken } from './broken.ts';
import { viewOf } from './bytes.ts';
import { clusterOffset, followChain } from './chain.ts';
import type { FatVolume } from './fat.ts';
import { LongName } from './long-name.ts';
import { ATTRIBUTE, DELETED, END_OF_FOLDER, SLOT_BYTES, aliasOf, aliasText } from './slot.ts';

/** The specification's limit, and Linux's: 65536 slots. */
export const MAX_FOLDER_BYTES = 2 << 20;

/** The root, or a folder by its first cluster. */
export type FolderPlace = 'root' | number;

export interface Folder {
  /** All of its slots, one behind the other, also those that are free. */
  readonly bytes: Uint8Array;
  /** Where they lie in the image: parts of equal length. */
  readonly partOffsets: readonly number[];
  readonly partBytes: number;
  /** The last cluster of its chain, to which more can be added; null for the root of a FAT12 or FAT16. */
  readonly lastCluster: number | null;
}

/** A file, a folder or the volume's label, as a folder lists it. */
export interface FolderEntry {
  readonly name: string;
  /** The short name that it has beside its long one: `SEED~1.CON`. The same as `name` where there is no long one. */
  readonly aliasName: string;
  /** The same in the 11 characters that are stored. */
  readonly alias: string;
  readonly attributes: number;
  readonly cluster: number;
  readonly bytes: number;
  /** The number of the slot that says all this; those of its long name lie before it. */
  readonly slot: number;
}

/** Reads all of a folder. AppError `fat-broken`. */
export async function readFolder(volume: FatVolume, place: FolderPlace): Promise<Folder> {
  const { root, disk, clusterBytes } = volume;
  if (place === 'root' && 'offset' in root) {
    const bytes = await disk.read(root.offset, root.bytes);
    return { bytes, partOffsets: [root.offset], partBytes: root.bytes, lastCluster: null };
  }
  const parts: Uint8Array[] = [];
  const partOffsets: number[] = [];
  let lastCluster = 0;
  for await (const cluster of followChain(volume, firstCluster(volume, place))) {
    if ((parts.length + 1) * clusterBytes > MAX_FOLDER_BYTES) throw fatBroken('folder-too-large');
    const offset = clusterOffset(volume, cluster);
    partOffsets.push(offset);
    parts.push(await disk.read(offset, clusterBytes));
    lastCluster = cluster;
  }
  const bytes = new Uint8Array(parts.length * clusterBytes);
  for (const [i, part] of parts.entries()) bytes.set(part, i * clusterBytes);
  return { bytes, partOffsets, partBytes: clusterBytes, lastCluster };
}

/** What a folder lists, up to its end mark. */
export function* listEntries({ kind }: Pick<FatVolume, 'kind'>, { bytes }: Folder): Generator<FolderEntry> {
  const longName = new LongName();
  for (let slot = 0; slot < slotCount(bytes); slot++) {
    const content = slotAt(bytes, slot);
    const attributes = content[11] ?? 0;
    if (content[0] === END_OF_FOLDER) return;
    if (content[0] === DELETED) longName.clear();
    else if ((attributes & 0x3f) === ATTRIBUTE.longName) longName.add(content);
    else yield entryOf(kind, content, slot, attributes, longName.take(content));
  }
}

export function slotCount(bytes: Uint8Array): number {
  return bytes.length / SLOT_BYTES;
}

export function slotAt(bytes: Uint8Array, slot: number): Uint8Array {
  return bytes.subarray(slot * SLOT_BYTES, (slot + 1) * SLOT_BYTES);
}

function entryOf(
  kind: FatVolume['kind'],
  content: Uint8Array,
  slot: number,
  attributes: number,
  longName: string | null,
): FolderEntry {
  const view = viewOf(content);
  const aliasName = aliasText(content);
  return {
    name: longName ?? aliasName,
    aliasName,
    alias: aliasOf(content),
    attributes,
    // FAT12 and FAT16 keep something else in the upper half.
    cluster: view.getUint16(26, true) + (kind === 32 ? view.getUint16(20, true) * 0x10000 : 0),
    bytes: view.getUint32(28, true),
    slot,
  };
}

function firstCluster({ root }: FatVolume, place: FolderPlace): number {
  if (place !== 'root') return place;
  return 'cluster' in root ? root.cluster : 0;
}
