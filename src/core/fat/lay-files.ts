import { addSlots, slotOffset } from './add-slots.ts';
import { Allocator } from './allocator.ts';
import { fatBroken } from './broken.ts';
import { isSameBytes } from './bytes.ts';
import { clusterOffset } from './chain.ts';
import { draftOf, type Draft } from './draft.ts';
import type { Extent, FatFile, FatVolume } from './fat.ts';
import { entryNamed, isFolder } from './find-entry.ts';
import { readFolder, slotAt, type FolderPlace } from './folder.ts';
import { changeFreeCount } from './free-count.ts';
import { readFatFile } from './read-file.ts';
import { release } from './release.ts';
import { ATTRIBUTE, changeSlot, makeSlot, slotTime, type SlotTime } from './slot.ts';

interface Laying {
  readonly draft: Draft;
  readonly allocator: Allocator;
  readonly when: SlotTime;
}

/**
 * What has to be written over the image so that it has these files, in place of those of the same path, and the folders
 * that they are in. Extents are whole sectors, sorted and apart; the same volume, files and time give the same ones. The
 * old content of a replaced file becomes zeros, since it may be secret. No path may be there twice.
 *
 * AppError `seed-no-room` {reason: 'clusters' | 'root-directory', neededBytes, freeBytes}; `fat-broken` {reason}.
 */
export async function layFiles(
  volume: FatVolume,
  files: readonly FatFile[],
  when: { readonly iso: string },
): Promise<readonly Extent[]> {
  const draft = draftOf(volume);
  const released = await release(draft, files);
  const allocator = new Allocator(draft);
  const laying = { draft, allocator, when: slotTime(when.iso) };
  // All at once, so that the error says how much is missing for all of them.
  await allocator.ensure(files.reduce((sum, { bytes }) => sum + clusterCount(draft, bytes), 0));
  for (const file of files) await layFile(laying, file);
  await changeFreeCount(draft, released - allocator.taken);
  await checkLaid(draft, files);
  return draft.disk.changes();
}

async function layFile(laying: Laying, { path, bytes }: FatFile): Promise<void> {
  const { draft, allocator, when } = laying;
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  let place: FolderPlace = 'root';
  for (const folder of folders) place = await enterFolder(laying, place, folder);

  const clusters = await allocator.take(clusterCount(draft, bytes));
  for (const [i, cluster] of clusters.entries()) {
    const part = bytes.subarray(i * draft.clusterBytes, (i + 1) * draft.clusterBytes);
    const sectors = new Uint8Array(Math.ceil(part.length / draft.sectorBytes) * draft.sectorBytes);
    sectors.set(part);
    await draft.disk.write(clusterOffset(draft, cluster), sectors);
  }

  const facts = { attributes: ATTRIBUTE.archive, cluster: clusters[0] ?? 0, bytes: bytes.length, when };
  const folder = await readFolder(draft, place);
  const old = entryNamed(draft, folder, name);
  if (!old) return addSlots(draft, allocator, place, name, facts);
  await draft.disk.write(slotOffset(folder, old.slot), changeSlot(slotAt(folder.bytes, old.slot), facts));
}

/** The folder of that name, which is made where it is missing. */
async function enterFolder({ draft, allocator, when }: Laying, place: FolderPlace, name: string): Promise<number> {
  const entry = entryNamed(draft, await readFolder(draft, place), name);
  if (entry && !isFolder(entry)) throw fatBroken('file-for-folder');
  if (entry) return entry.cluster;
  const cluster = await allocator.takeZeroed();
  const facts = { attributes: ATTRIBUTE.folder, cluster, bytes: 0, when };
  const self = makeSlot('.'.padEnd(11), facts);
  // The root is 0 here, also where it has a cluster.
  const parent = makeSlot('..'.padEnd(11), { ...facts, cluster: place === 'root' ? 0 : place });
  await draft.disk.write(clusterOffset(draft, cluster), self);
  await draft.disk.write(clusterOffset(draft, cluster) + self.length, parent);
  await addSlots(draft, allocator, place, name, facts);
  return cluster;
}

function clusterCount({ clusterBytes }: Draft, bytes: Uint8Array): number {
  return Math.ceil(bytes.length / clusterBytes);
}

/** In a broken file system two chains may share a cluster: better found now than on the finished card. */
async function checkLaid(draft: Draft, files: readonly FatFile[]): Promise<void> {
  for (const { path, bytes } of files) {
    const laid = await readFatFile(draft, path, bytes.length);
    if (!laid || !isSameBytes(laid, bytes)) throw fatBroken('shared-clusters');
  }
}
