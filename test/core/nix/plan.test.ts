import { describe, expect, it } from 'vitest';
import { EMPTY_PLAN, readPlan } from '../../../src/core/nix/plan.ts';

describe('readPlan', () => {
  it.each([
    ['this derivation will be built:', { toBuild: 1 }],
    ['these 12 derivations will be built:', { toBuild: 12 }],
    [
      'this path will be fetched (0.05 MiB download, 0.20 MiB unpacked):',
      { toFetch: 1, downloadBytes: 52_429, unpackedBytes: 209_715 },
    ],
    [
      'these 330 paths will be fetched (1.5 GiB download, 6 GiB unpacked):',
      { toFetch: 330, downloadBytes: 1_610_612_736, unpackedBytes: 6_442_450_944 },
    ],
    ['these 2 paths will be fetched:', { toFetch: 2 }],
  ])('%s', (text, expected) => expect(readPlan(null, text)).toEqual({ ...EMPTY_PLAN, ...expected }));

  it('takes the paths below a heading for a part of it, and only there', () => {
    const plan = readPlan(null, 'this derivation will be built:');
    expect(readPlan(plan, '  /nix/store/x-a.drv')).toBe(plan);
    expect(readPlan(null, '  /nix/store/x-a.drv')).toBeNull();
    expect(readPlan(plan, "builder for '/nix/store/x-a.drv' failed")).toBeNull();
  });
});
