import { expect, test } from 'vitest';
import type { FatFile } from '../../../src/core/fat/fat.ts';
import { layFiles } from '../../../src/core/fat/lay-files.ts';
import { appErrorOf } from '../../support/errors.ts';
import { AFat, type Made } from './a-fat.ts';
import { WHEN, aFile } from './lay.ts';

test.each<[string, Made, readonly FatFile[], number, number]>([
  ['no room for one file', { kind: 12, clusters: 4 }, [aFile('A', 5 * 512)], 5, 4],
  ['no room for all of them', { kind: 12, clusters: 4 }, [aFile('A', 3 * 512), aFile('B', 2 * 512)], 5, 4],
  ['no room for a folder', { kind: 12, clusters: 4 }, [aFile('A/B', 4 * 512)], 5, 4],
])('%s: both sizes are told', async (_, made, files, needed, free) => {
  const error = await appErrorOf(layFiles(await new AFat(made).open(), files, WHEN));
  expect(error.code).toBe('seed-no-room');
  expect(error.facts).toEqual({ reason: 'clusters', neededBytes: needed * 512, freeBytes: free * 512 });
});

test.each<[string, (fat: AFat) => unknown, string]>([
  ['a file where the folder should be', (fat) => fat.put(fat.slotAt(0), 'NIXBERRY   ', 0, 0), 'file-for-folder'],
  ['a folder where the file should be', (fat) => seedSlot(fat, 6, 0x10), 'folder-for-file'],
  ['an old file of 200 KiB', (fat) => (seedSlot(fat, 6), fat.chain(...upTo(400, 6))), 'file-too-large'],
  ['an old file in a loop', (fat) => (seedSlot(fat, 6), fat.entry(6, 6)), 'chain-loop'],
  ['an old file in the clusters of its folder', (fat) => seedSlot(fat, 5), 'chain-cut'],
  ['a folder of 2 MiB', (fat) => fullFolder(fat), 'folder-too-large'],
])('%s is fat-broken', async (_, damage, reason) => {
  const fat = new AFat({ clusters: 5000 });
  fat.put(fat.slotAt(0), 'NIXBERRY   ', 5, 0, 0x10);
  fat.chain(5);
  damage(fat);
  const error = await appErrorOf(layFiles(await fat.open(), [aFile('nixberry/seed.conf')], WHEN));
  expect([error.code, error.facts]).toEqual(['fat-broken', { reason }]);
});

test('a file whose content is where its own folder lists it is found out before it is on a card', async () => {
  const fat = new AFat();
  fat.put(fat.slotAt(0), 'NIXBERRY   ', 5, 0, 0x10);
  for (const cluster of [2, 3, 4, 6, 7, 8]) fat.chain(cluster);
  fat.chain(5, 9);
  for (let i = 0; i < 16; i++) fat.put(fat.slotAt(i, 5), `F${i}`.padEnd(11), 0, 0);
  fat.put(fat.slotAt(0, 9), 'SEED    CON', 9, 100);
  const files = [{ path: 'nixberry/seed.con', bytes: new Uint8Array(512) }];
  const error = await appErrorOf(layFiles(await fat.open(), files, WHEN));
  expect([error.code, error.facts]).toEqual(['fat-broken', { reason: 'shared-clusters' }]);
});

/** `seed.conf` in the folder of cluster 5. */
function seedSlot(fat: AFat, cluster: number, attributes = 0x20): void {
  fat.putLong(fat.slotAt(0, 5), 0x41, 'seed.conf', 'SEED~1  CON');
  fat.put(fat.slotAt(1, 5), 'SEED~1  CON', cluster, 100, attributes);
}

function upTo(count: number, first: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}

function fullFolder(fat: AFat): void {
  fat.chain(...upTo(4096, 5));
  for (let i = 0; i < 65536; i++) fat.put(fat.slotAt(i, 5), `F${i}`.padEnd(11), 0, 0);
}
