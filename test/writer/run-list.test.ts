import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createRunList, type RunList } from '../../src/writer/run-list.ts';

const TIB = 2 ** 40;

function filled(runs: number): RunList {
  const list = createRunList();
  for (let index = 0; index < runs; index++)
    list.push({ offset: (runs - index) * 32_768, bytes: 16_384, digest: Buffer.alloc(32, index) });
  return list;
}

describe('createRunList', () => {
  it('gives back what was put in, also beyond 4 GiB', () => {
    const list = createRunList();
    const runs = [3 * TIB, 512, 5 * 2 ** 30].map((offset, index) => ({
      ...{ offset, bytes: 1 << 20, digest: Buffer.alloc(32, index + 1) },
    }));
    for (const run of runs) list.push(run);
    expect(runs.map((_, index) => list.at(index))).toEqual(runs);
    expect([...list.order()]).toEqual([1, 2, 0]);
    expect(() => list.at(3)).toThrow(RangeError);
  });

  it('knows their order over many', () => {
    const list = filled(10_000);
    expect(list.length).toBe(10_000);
    expect([...list.order()].slice(0, 3)).toEqual([9999, 9998, 9997]);
    expect(list.at(5000)).toEqual({ offset: 5000 * 32_768, bytes: 16_384, digest: Buffer.alloc(32, 5000) });
  });

  it('takes no more than 64 bytes for each', () => {
    const runs = 100_000;
    const before = usedBytes();
    const list = filled(runs);
    expect(usedBytes() - before).toBeLessThan(64 * runs);
    expect(list.length).toBe(runs);
  });
});

/** Without what nobody holds any more. */
function usedBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
