import { expect, test } from 'vitest';
import { wallRow } from '../bench/rows.ts';

const TIMES = { ddWrite: 10, ddRead: 7, decode: 30, xz: null, flash: 37 };

test('a slow decoder excuses a slow flash of .xz only', () => {
  expect(wallRow('xz', TIMES)).toMatchObject({ measured: '1.000', ok: true });
  for (const format of ['raw', 'zst', 'gz'] as const)
    expect(wallRow(format, TIMES)).toMatchObject({ measured: '2.176', ok: false });
});

test('a fast decoder changes nothing, and xz -dc stands beside it', () => {
  const row = wallRow('xz', { ...TIMES, decode: 5, xz: 4.5, flash: 17 });
  expect(row).toMatchObject({ measured: '1.000', ok: true });
  expect(row.what).toContain('decoder alone 5.00 s, xz -dc 4.50 s');
});
