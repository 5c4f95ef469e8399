import type { FatVolume } from './fat.ts';
import { listEntries, readFolder, type Folder, type FolderEntry, type FolderPlace } from './folder.ts';
import { ATTRIBUTE } from './slot.ts';

/** What a path leads to, or null. AppError `fat-broken`. */
export async function findEntry(volume: FatVolume, path: string): Promise<FolderEntry | null> {
  let place: FolderPlace = 'root';
  let found: FolderEntry | null = null;
  for (const name of path.split('/')) {
    if (found && !isFolder(found)) return null;
    if (found) place = found.cluster;
    found = entryNamed(volume, await readFolder(volume, place), name);
    if (!found) return null;
  }
  return found;
}

/** By its long name or its alias. A label is no file, whatever it is called. */
export function entryNamed(volume: FatVolume, folder: Folder, name: string): FolderEntry | null {
  const wanted = folded(name);
  for (const entry of listEntries(volume, folder)) {
    if (entry.attributes & ATTRIBUTE.label) continue;
    if (folded(entry.name) === wanted || folded(entry.aliasName) === wanted) return entry;
  }
  return null;
}

export function isFolder({ attributes }: FolderEntry): boolean {
  return (attributes & ATTRIBUTE.folder) !== 0;
}

/** Only A to Z: which other letters are the same depends on the system, and our names have none. */
function folded(name: string): string {
  return name.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}
