import { fatBroken } from './broken.ts';
import type { FatLayout, FatVolume } from './fat.ts';
import { FIRST_CLUSTER, isCluster, isEnd, readEntry } from './table.ts';

/**
 * The clusters of a chain, one after the other; the caller stops where it has enough. AppError `fat-broken` for a loop
 * and for a chain that leads nowhere.
 */
export async function* followChain(volume: FatVolume, first: number): AsyncGenerator<number> {
  const seen = new Set<number>();
  let cluster = first;
  do {
    if (!isCluster(volume, cluster)) throw fatBroken('chain-cut');
    if (seen.has(cluster)) throw fatBroken('chain-loop');
    seen.add(cluster);
    yield cluster;
    cluster = await readEntry(volume, cluster);
  } while (!isEnd(volume, cluster));
}

/** Where a cluster's bytes begin in the image. */
export function clusterOffset({ dataOffset, clusterBytes }: FatLayout, cluster: number): number {
  return dataOffset + (cluster - FIRST_CLUSTER) * clusterBytes;
}
