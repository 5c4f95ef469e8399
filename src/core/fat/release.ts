import { fatBroken } from './broken.ts';
import { clusterOffset, followChain } from './chain.ts';
import type { Draft } from './draft.ts';
import type { FatFile } from './fat.ts';
import { findEntry, isFolder } from './find-entry.ts';
import { writeEntry } from './table.ts';

/** A replaced file is a seed or a record: a larger one is not ours, and its zeros would be more than an overlay. */
const MAX_REPLACED_BYTES = 128 << 10;

/**
 * Frees the clusters of the files that are there already, filled with zeros, and says how many; the files' slots still
 * name them. AppError `fat-broken`.
 */
export async function release(draft: Draft, files: readonly FatFile[]): Promise<number> {
  let released = 0;
  for (const { path } of files) {
    const entry = await findEntry(draft, path);
    if (!entry) continue;
    if (isFolder(entry)) throw fatBroken('folder-for-file');
    if (entry.cluster !== 0) released += await releaseChain(draft, entry.cluster);
  }
  return released;
}

async function releaseChain(draft: Draft, first: number): Promise<number> {
  const max = Math.ceil(MAX_REPLACED_BYTES / draft.clusterBytes);
  const clusters: number[] = [];
  for await (const cluster of followChain(draft, first)) {
    if (clusters.length === max) throw fatBroken('file-too-large');
    clusters.push(cluster);
  }
  for (const cluster of clusters) {
    await writeEntry(draft, cluster, 0);
    await draft.disk.clear(clusterOffset(draft, cluster), draft.clusterBytes);
  }
  return clusters.length;
}
