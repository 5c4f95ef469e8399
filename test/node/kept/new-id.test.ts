import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createKept } from '../../../src/node/kept/kept.ts';
import { fakeNix } from '../../core/kept/fake-nix.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const next = vi.hoisted(() => ({ ids: [] as string[] }));
vi.mock('node:crypto', async (original) => {
  const real = await original<typeof import('node:crypto')>();
  return { ...real, randomBytes: (size: number) => Buffer.from(next.ids.shift() ?? 'ff'.repeat(size), 'hex') };
});

test('an id is one that nothing in the folder has', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'aaaaaaaa-system'), '');
  await writeFile(join(folder, 'pi-2026-11-22-bbbbbbbb.img'), '');
  next.ids = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'];
  expect(await createKept(fakeNix({}), folder).kept.newId()).toBe('cccccccc');
  next.ids = ['dddddddd'];
  expect(await createKept(fakeNix({}), join(folder, 'none')).kept.newId()).toBe('dddddddd');
});
