import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imagesToPrune } from '../../../src/core/kept/prune.ts';
import { byAge, keptGroup, type KeptImage } from '../../../src/core/kept/record.ts';
import { aKeptImage, anId } from './a-kept-image.ts';

/** Few flakes, hosts and moments, so that they meet; `order` may be the same twice, as of two builds at once. */
const arbitrary = fc
  .array(
    fc.record({
      flake: fc.constantFrom('path:/a', 'path:/b'),
      host: fc.constantFrom('pi', 'barn', null),
      attribute: fc.constantFrom('pi', null),
      place: fc.constantFrom('here', 'host:big'),
      order: fc.nat({ max: 8 }),
      startedAt: fc.constantFrom('2026-11-22T21:30:00.000Z', '1970-01-01T00:00:00.000Z', '2040-01-01T00:00:00.000Z'),
    }),
    { maxLength: 30 },
  )
  .map((some) => some.map((one, at) => aKeptImage({ ...one, id: anId(at) })));

function groups(images: readonly KeptImage[]): readonly (readonly KeptImage[])[] {
  return [...new Set(images.map(keptGroup))].map((group) => images.filter((image) => keptGroup(image) === group));
}

describe('imagesToPrune', () => {
  it('leaves the newest of each flake, host and place, and never more than asked for', () => {
    fc.assert(
      fc.property(arbitrary, fc.nat({ max: 5 }), (images, keep) => {
        const pruned = new Set(imagesToPrune(images, keep));
        for (const group of groups(images)) {
          const left = group.filter((image) => !pruned.has(image));
          expect(left).toHaveLength(Math.min(keep, group.length));
          const oldestLeft = [...left].sort(byAge).at(-1);
          for (const image of group)
            if (pruned.has(image) && oldestLeft) expect(byAge(oldestLeft, image)).toBeLessThan(0);
        }
      }),
    );
  });

  it('does not hang on the order in which the records were read, and does nothing the second time', () => {
    fc.assert(
      fc.property(arbitrary, fc.nat({ max: 5 }), (images, keep) => {
        const pruned = imagesToPrune(images, keep);
        expect(imagesToPrune([...images].reverse(), keep)).toEqual(pruned);
        expect(
          imagesToPrune(
            images.filter((image) => !pruned.includes(image)),
            keep,
          ),
        ).toEqual([]);
      }),
    );
  });

  it('does not believe a clock that went back', () => {
    const before = aKeptImage({ id: anId(1), order: 1, startedAt: '2038-01-01T00:00:00.000Z' });
    const justNow = aKeptImage({ id: anId(2), order: 2, startedAt: '2026-11-22T21:30:00.000Z' });
    expect(imagesToPrune([before, justNow], 1)).toEqual([before]);
  });
});
