import { expect, it } from 'vitest';
import { isSurelySame, noteWritten, wasWritten } from '../../src/writer/own-work.ts';
import { aDrive } from '../core/drives/a-drive.ts';
import { driveTarget } from '../support/headers.ts';

it('knows a drive that was written in this session, and no other in its place', () => {
  const target = driveTarget('/dev/sdx', 1 << 30, { serial: 'a', diskseq: 7 });
  expect(wasWritten(target)).toBe(false);
  noteWritten(target, null);
  expect(wasWritten({ ...target, overlays: [{ offset: 0, data: '' }] })).toBe(true);
  for (const change of [{ path: '/dev/sdy' }, { bytes: 1 }, { serial: 'b' }, { diskseq: 8 }])
    expect(wasWritten({ ...target, ...change })).toBe(false);
});

it('is sure of a medium only where both sides know its number', () => {
  const same = (given: number | null, found: number | null): boolean =>
    isSurelySame(driveTarget('/dev/sdx', 1, { diskseq: given }), aDrive({ diskseq: found }));
  expect([same(7, 7), same(7, 8), same(null, 7), same(7, null), same(null, null)]).toEqual([
    ...[true, false, false, false, false],
  ]);
});
