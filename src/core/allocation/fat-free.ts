import { viewOf } from '../fat/bytes.ts';
import type { FatLayout } from '../fat/fat.ts';
import { FIRST_CLUSTER, entryAt } from '../fat/table.ts';
import type { ForwardRead } from './forward-read.ts';
import type { FreeBlocks } from './free-blocks.ts';
import type { PartitionRead } from './kept-head.ts';

/** A whole number of entries of every kind: 12 bits, 16 and 32. */
const PIECE_BYTES = 96 << 10;
/** Entry 1, where nothing is wrong: unmounted cleanly, and no I/O error was met. FAT12 has no such bits. */
const SOUND = { 12: 0, 16: 0xc000, 32: 0x0c000000 } as const;

/**
 * Tells what is free in the FAT at `start` of the image: clusters that no copy of its table uses. Nothing is where it was
 * not unmounted cleanly.
 */
export function* readFat(layout: FatLayout, start: number, read: PartitionRead, map: FreeBlocks): ForwardRead {
  const { kind, clusters, clusterBytes, dataOffset } = layout;
  const at = (cluster: number): number => dataOffset + (cluster - FIRST_CLUSTER) * clusterBytes;
  const end = clusters + FIRST_CLUSTER;
  const perPiece = (PIECE_BYTES * 8) / kind;
  const free = createRuns((from, to) => map.free(at(from), at(to)));

  for (const [copy, table] of layout.tables.entries()) {
    for (let first = 0; first < end; first += perPiece) {
      const entries = Math.min(perPiece, end - first);
      const piece = yield* read(table - start + (first * kind) / 8, Math.ceil((entries * kind) / 8));
      // What was free in the first copy is so no more.
      if (piece === null || (first === 0 && !isSound(kind, piece))) return map.use(at(FIRST_CLUSTER), at(end));
      const view = viewOf(piece);
      for (let i = first === 0 ? FIRST_CLUSTER : 0; i < entries; i++) {
        const cluster = first + i;
        if (entryAt(kind, view, i) !== 0) map.use(at(cluster), at(cluster + 1));
        else if (copy === 0) free.add(cluster);
      }
    }
    free.end();
  }
}

function isSound(kind: FatLayout['kind'], table: Uint8Array): boolean {
  return (entryAt(kind, viewOf(table), 1) & SOUND[kind]) === SOUND[kind];
}

/** Makes runs of numbers that follow each other. */
function createRuns(tell: (from: number, to: number) => void): { add(cluster: number): void; end(): void } {
  let from = 0;
  let to = 0;
  const end = (): void => {
    if (to > from) tell(from, to);
    from = to;
  };
  return {
    add: (cluster) => {
      if (cluster !== to) {
        end();
        from = cluster;
      }
      to = cluster + 1;
    },
    end,
  };
}
