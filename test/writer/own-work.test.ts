import { expect, it } from 'vitest';
import { noteWritten, wasWritten } from '../../src/writer/own-work.ts';
import { driveTarget } from '../support/headers.ts';

it('knows a drive that was written in this session, and no other in its place', () => {
  const target = driveTarget('/dev/sdx', 1 << 30, { serial: 'a', diskseq: 7 });
  expect(wasWritten(target)).toBe(false);
  noteWritten(target);
  expect(wasWritten({ ...target, overlays: [{ offset: 0, data: '' }] })).toBe(true);
  for (const change of [{ path: '/dev/sdy' }, { bytes: 1 }, { serial: 'b' }, { diskseq: 8 }])
    expect(wasWritten({ ...target, ...change })).toBe(false);
});
