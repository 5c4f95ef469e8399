import { AppError } from '../errors/app-error.ts';
import { checkName, isShortName, makeAlias } from './alias.ts';
import type { Allocator } from './allocator.ts';
import { fatBroken } from './broken.ts';
import type { Draft } from './draft.ts';
import {
  MAX_FOLDER_BYTES,
  listEntries,
  readFolder,
  slotAt,
  slotCount,
  type Folder,
  type FolderPlace,
} from './folder.ts';
import { longNameSlots } from './long-name.ts';
import { ALIAS_BYTES, DELETED, END_OF_FOLDER, SLOT_BYTES, makeSlot, type SlotFacts } from './slot.ts';
import { writeEntry } from './table.ts';

/**
 * Lists a new file or folder in the folder at `place`, which grows when it is full. The name is not there yet. AppError
 * `seed-no-room`, `fat-broken`.
 */
export async function addSlots(
  draft: Draft,
  allocator: Allocator,
  place: FolderPlace,
  name: string,
  facts: SlotFacts,
): Promise<void> {
  checkName(name);
  const folder = await readFolder(draft, place);
  const taken = new Set([...listEntries(draft, folder)].map(({ alias }) => alias));
  const slot = makeSlot(makeAlias(name, taken), facts);
  const slots = isShortName(name) ? [slot] : [...longNameSlots(name, slot.subarray(0, ALIAS_BYTES)), slot];

  const { first, atEnd } = findRun(folder.bytes, slots.length);
  const next = first + slots.length;
  const missing = next - slotCount(folder.bytes);
  if (missing > 0) await grow(draft, allocator, folder, missing, slots.length);
  const roomy = missing > 0 ? await readFolder(draft, place) : folder;
  for (const [i, bytes] of slots.entries()) await draft.disk.write(slotOffset(roomy, first + i), bytes);
  // The end mark was overwritten, and behind it anything may lie.
  if (atEnd && next < slotCount(roomy.bytes)) await draft.disk.clear(slotOffset(roomy, next), SLOT_BYTES);
}

/** Where a slot lies in the image. */
export function slotOffset({ partOffsets, partBytes }: Folder, slot: number): number {
  const at = slot * SLOT_BYTES;
  return (partOffsets[Math.floor(at / partBytes)] ?? NaN) + (at % partBytes);
}

/** The first `count` free slots in a row. `atEnd`: they reach over the end mark, and perhaps beyond the folder. */
function findRun(bytes: Uint8Array, count: number): { readonly first: number; readonly atEnd: boolean } {
  let run = 0;
  for (let slot = 0; slot < slotCount(bytes); slot++) {
    const mark = slotAt(bytes, slot)[0];
    if (mark === END_OF_FOLDER) return { first: slot - run, atEnd: true };
    run = mark === DELETED ? run + 1 : 0;
    if (run === count) return { first: slot + 1 - run, atEnd: false };
  }
  return { first: slotCount(bytes) - run, atEnd: true };
}

/** Adds clusters to a folder that lacks `missing` of the `wanted` slots. */
async function grow(
  draft: Draft,
  allocator: Allocator,
  { bytes, lastCluster }: Folder,
  missing: number,
  wanted: number,
): Promise<void> {
  if (lastCluster === null) {
    const facts = { neededBytes: wanted * SLOT_BYTES, freeBytes: (wanted - missing) * SLOT_BYTES };
    throw new AppError('seed-no-room', { reason: 'root-directory', ...facts });
  }
  const clusters = Math.ceil((missing * SLOT_BYTES) / draft.clusterBytes);
  if (bytes.length + clusters * draft.clusterBytes > MAX_FOLDER_BYTES) throw fatBroken('folder-too-large');
  let last = lastCluster;
  for (let i = 0; i < clusters; i++) {
    const cluster = await allocator.takeZeroed();
    await writeEntry(draft, last, cluster);
    last = cluster;
  }
}
