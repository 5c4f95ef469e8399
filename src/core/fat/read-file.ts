import { fatBroken } from './broken.ts';
import { clusterOffset, followChain } from './chain.ts';
import type { FatVolume } from './fat.ts';
import { findEntry, isFolder } from './find-entry.ts';

/**
 * A file's bytes, or null when it is missing or a folder. AppError `fat-broken` for a file system that contradicts itself
 * on the way to it, and for a file of more than `maxBytes`.
 */
export async function readFatFile(volume: FatVolume, path: string, maxBytes: number): Promise<Uint8Array | null> {
  const entry = await findEntry(volume, path);
  if (!entry || isFolder(entry)) return null;
  if (entry.bytes > maxBytes) throw fatBroken('file-too-large');
  const content = new Uint8Array(entry.bytes);
  let done = 0;
  if (entry.bytes > 0) {
    for await (const cluster of followChain(volume, entry.cluster)) {
      const length = Math.min(volume.clusterBytes, entry.bytes - done);
      content.set(await volume.disk.read(clusterOffset(volume, cluster), length), done);
      done += length;
      if (done === entry.bytes) break;
    }
  }
  if (done < entry.bytes) throw fatBroken('file-too-short');
  return content;
}
