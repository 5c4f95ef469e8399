import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { givenSeeds } from '../../../src/cli/seed/given-seeds.ts';
import type { FlashTargetRequest } from '../../../src/core/flash/request.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const NEVER = new AbortController().signal;
const TARGETS: readonly FlashTargetRequest[] = ['/dev/sdb', '/dev/sdc'].map((device) => ({
  kind: 'drive',
  path: device,
}));

async function seedFile(folder: string, id: string): Promise<string> {
  const file = path.join(folder, `${id}.seed`);
  await writeFile(file, `nixberry-seed=1\nid=${id.repeat(16)}\nend=1\n`);
  return file;
}

test('seeds go to targets in the order of both', async () => {
  const folder = await tempFolder();
  const files = [await seedFile(folder, 'a'), await seedFile(folder, 'b')];
  const seeds = await givenSeeds(files, TARGETS, NEVER);
  expect([...seeds].map(([target, { id }]) => [target, id[0]])).toEqual([
    ['/dev/sdb', 'a'],
    ['/dev/sdc', 'b'],
  ]);
  expect((await givenSeeds([], TARGETS, NEVER)).size).toBe(0);
});

test('one seed is for one card, and so is its copy', async () => {
  const folder = await tempFolder();
  const file = await seedFile(folder, 'a');
  await expect(givenSeeds([file], TARGETS, NEVER)).rejects.toMatchObject({ code: 'seed-twice' });
  const copy = path.join(folder, 'copy.seed');
  await copyFile(file, copy);
  await expect(givenSeeds([file, copy], TARGETS, NEVER)).rejects.toMatchObject({ code: 'seed-twice' });
  const three = [...TARGETS, { kind: 'drive', path: '/dev/sdd' } as const];
  await expect(givenSeeds([file, copy], three, NEVER)).rejects.toMatchObject({
    code: 'usage',
    facts: { detail: '2 seeds were given for 3 targets: give as many --seed as --to, in the same order' },
  });
});
