import { AppError } from '../errors/app-error.ts';
import { clusterOffset } from './chain.ts';
import type { Draft } from './draft.ts';
import { endMark, freeClusters, writeEntry } from './table.ts';

/** Takes free clusters of a draft, the lowest first: they pass early in a stream. */
export class Allocator {
  readonly #draft: Draft;
  readonly #free: AsyncGenerator<number>;
  /** Found and not yet taken. */
  readonly #ready: number[] = [];
  #taken = 0;

  /** What is to be freed has to be free by now. */
  constructor(draft: Draft) {
    this.#draft = draft;
    this.#free = freeClusters(draft);
  }

  /** How many clusters were taken so far. */
  get taken(): number {
    return this.#taken;
  }

  /** Makes sure that `count` clusters can be taken. AppError `seed-no-room`. */
  async ensure(count: number): Promise<void> {
    while (this.#ready.length < count) {
      const next = await this.#free.next();
      if (next.done) throw this.#noRoom(count);
      this.#ready.push(next.value);
    }
  }

  /** A chain of `count` clusters, whose content stays what it was. AppError `seed-no-room`. */
  async take(count: number): Promise<readonly number[]> {
    await this.ensure(count);
    const clusters = this.#ready.splice(0, count);
    for (const [i, cluster] of clusters.entries()) {
      await writeEntry(this.#draft, cluster, clusters[i + 1] ?? endMark(this.#draft));
    }
    this.#taken += count;
    return clusters;
  }

  /** A new cluster of zeros, as folders want them, as a chain of its own. AppError `seed-no-room`. */
  async takeZeroed(): Promise<number> {
    const [cluster] = await this.take(1);
    if (cluster === undefined) throw new RangeError('one cluster was taken, and there is none');
    await this.#draft.disk.clear(clusterOffset(this.#draft, cluster), this.#draft.clusterBytes);
    return cluster;
  }

  #noRoom(wanted: number): AppError {
    const { clusterBytes } = this.#draft;
    return new AppError('seed-no-room', {
      reason: 'clusters',
      neededBytes: (this.#taken + wanted) * clusterBytes,
      freeBytes: (this.#taken + this.#ready.length) * clusterBytes,
    });
  }
}
