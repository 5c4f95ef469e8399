import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateBuild } from '../../../src/core/kept/estimate.ts';
import type { KeptImage } from '../../../src/core/kept/record.ts';
import { aKeptImage } from './a-kept-image.ts';

const HOUR_MS = 3_600_000;
const GB = 1e9;

function past(built: number, downloadBytes: number, ms: number, changes: Partial<KeptImage> = {}): KeptImage {
  return aKeptImage({ built, downloadBytes, ms, ...changes });
}

const native = (toBuild: number, downloadBytes: number, images: readonly KeptImage[]) =>
  estimateBuild({ toBuild, downloadBytes }, 'native', 'here', images);

/** Within a factor, for nobody needs more of an estimate. */
function near(ms: number | undefined, expected: number, factor: number): void {
  expect(ms).toBeGreaterThan(expected / factor);
  expect(ms).toBeLessThan(expected * factor);
}

describe('an estimate', () => {
  it('of the same build again is the time that it took', () => {
    const estimate = native(40, GB, [past(40, GB, 192_000)]);
    expect(estimate?.basedOn).toBe(1);
    near(estimate?.ms, 192_000, 1.01);
  });

  it('tells downloads from building where both were seen', () => {
    // 10 MB/s, and a second for each derivation.
    const images = [past(30, GB, 134_000), past(200, 0, 204_000), past(20, 2 * GB, 224_000)];
    near(native(100, 0, images)?.ms, 104_000, 1.2);
    near(native(10, GB, images)?.ms, 114_000, 1.2);
  });

  it('of a large build is not led astray by small ones', () => {
    const small = Array.from({ length: 5 }, (_, order) => past(1, 0, 60_000, { how: 'cross', order }));
    const large = past(330, 0, 3 * HOUR_MS, { how: 'cross', order: 9 });
    const cross = (toBuild: number) => estimateBuild({ toBuild, downloadBytes: 0 }, 'cross', 'here', [...small, large]);
    near(cross(330)?.ms, 3 * HOUR_MS, 1.2);
    near(cross(1)?.ms, 60_000, 2.5);
  });

  it('of a large build is not made of small ones alone', () => {
    expect(native(330, 0, [past(1, 0, 60_000), past(2, 0, 60_000)])).toBeNull();
  });

  it('of a download that nothing like it was seen of is none', () => {
    expect(native(2, GB, [past(40, 0, 60_000)])).toBeNull();
    near(native(40, 1e5, [past(40, 0, 60_000)])?.ms, 60_000, 1.2);
  });

  it('never takes a native build for a cross one, nor one place for another', () => {
    const image = past(40, GB, 192_000);
    const plan = { toBuild: 40, downloadBytes: GB };
    expect(estimateBuild(plan, 'cross', 'here', [image])).toBeNull();
    expect(estimateBuild(plan, null, 'here', [image])).toBeNull();
    expect(estimateBuild(plan, 'native', 'host:big', [image])).toBeNull();
    expect(estimateBuild(plan, null, 'here', [{ ...image, how: null }])?.basedOn).toBe(1);
  });

  it('of nothing, and by nothing, is none', () => {
    expect(native(0, 0, [past(40, GB, 192_000)])).toBeNull();
    expect(native(40, GB, [])).toBeNull();
    // It was there already: that says nothing.
    expect(native(40, GB, [past(0, 0, 2_000)])).toBeNull();
  });

  it('rests on the newest builds', () => {
    const images = Array.from({ length: 40 }, (_, order) =>
      past(40, GB, order < 20 ? 10 * HOUR_MS : 60_000, { order }),
    );
    expect(native(40, GB, images)?.basedOn).toBe(12);
    near(native(40, GB, images)?.ms, 60_000, 1.1);
  });

  it('is a whole number of ms above 0, and twice as long where all took twice as long', () => {
    const build = fc.record({
      built: fc.nat({ max: 3000 }),
      downloadBytes: fc.nat({ max: 8 * GB }),
      ms: fc.integer({ min: 1000, max: 20 * HOUR_MS }),
    });
    fc.assert(
      fc.property(fc.array(build, { maxLength: 15 }), build, (builds, { built, downloadBytes }) => {
        const images = builds.map((one) => past(one.built, one.downloadBytes, one.ms));
        const estimate = native(built, downloadBytes, images);
        if (estimate === null) return;
        expect(Number.isSafeInteger(estimate.ms)).toBe(true);
        expect(estimate.ms).toBeGreaterThan(0);
        const slower = native(
          built,
          downloadBytes,
          images.map((image) => ({ ...image, ms: 2 * image.ms })),
        );
        expect(Math.abs((slower?.ms ?? 0) - 2 * estimate.ms)).toBeLessThanOrEqual(2 + estimate.ms * 1e-9);
      }),
    );
  });
});
