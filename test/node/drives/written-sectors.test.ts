import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writtenSectors } from '../../../src/node/drives/written-sectors.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** A computer whose kernel says this of sdx. */
async function kernelSaying(stat: string) {
  const sys = await tempFolder();
  await mkdir(path.join(sys, 'class/block/sdx'), { recursive: true });
  await writeFile(path.join(sys, 'class/block/sdx/stat'), stat);
  return { sys };
}

test('counts the sectors that were written, not those that were read', async () => {
  const env = await kernelSaying(
    '     101      102      103      104      105      106      107      108        0      110\n',
  );
  expect(writtenSectors({ device: '/dev/sdx' }, env)).toBe(107);
});

test.each(['', 'no numbers at all in this one here'])('%j says nothing', async (stat) => {
  expect(writtenSectors({ device: '/dev/sdx' }, await kernelSaying(stat))).toBeNull();
});

test('of a drive that has gone nothing is said', async () => {
  expect(writtenSectors({ device: '/dev/sdy' }, await kernelSaying(''))).toBeNull();
});
