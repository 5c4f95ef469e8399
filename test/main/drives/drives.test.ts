import { expect, test } from 'vitest';
import type { Drive } from '../../../src/core/drives/drive.ts';
import { aDrive } from '../../core/drives/a-drive.ts';
import { stick } from '../../support/flash-world.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { cardWorld, eventually, type CardWorld } from '../flash/card-world.ts';

const A = stick('/dev/sda', { model: 'A' });
const B = stick('/dev/sdb', { model: 'B' });
const C = stick('/dev/sdc', { model: 'C' });
const LARGE = stick('/dev/sdl', { model: 'Archive', bytes: 2e12 });
const SYSTEM = aDrive({ device: '/dev/nvme0n1', removable: false, bus: 'nvme', model: 'SSD' });

async function watching(...drives: readonly Drive[]): Promise<CardWorld> {
  const world = cardWorld({ folder: await tempFolder() });
  expect(world.drives().state).toBe('listing');
  world.plug(...drives);
  world.list.hold();
  await eventually(() => world.drives().state === 'ok');
  return world;
}

const names = (world: CardWorld): string[] => world.drives().drives.map(({ name }) => name);
const idOf = (world: CardWorld, name: string): string =>
  world.drives().drives.find((drive) => drive.name === name)?.id ?? '';

test('new drives come at the end, what stays keeps its place and its id', async () => {
  const world = await watching(B, C);
  const before = idOf(world, 'C');
  world.plug(A, { ...C, mounts: [{ path: '/media/x', device: '/dev/sdc1', fsType: 'vfat', forPerson: true }] });
  await eventually(() => names(world).includes('A'));
  expect(names(world)).toEqual(['C', 'A']);
  expect(idOf(world, 'C')).toBe(before);
});

test('another card in the same reader is another drive, and is not chosen', async () => {
  const world = await watching(A);
  const before = idOf(world, 'A');
  world.list.choose([before]);
  world.plug({ ...A, diskseq: 99 });
  await eventually(() => idOf(world, 'A') !== before);
  expect(world.drives().chosen).toEqual([]);
  expect(() => world.list.choose([before])).toThrow(/offer-gone/);
});

test('a drive that goes is chosen no more, and does not come back chosen', async () => {
  const world = await watching(A, B);
  world.list.choose([idOf(world, 'A')]);
  world.plug(B);
  await eventually(() => names(world).length === 1);
  world.plug(A, B);
  await eventually(() => names(world).length === 2);
  expect(world.drives().chosen).toEqual([]);
});

test('a refused drive is listed with its reason and cannot be chosen', async () => {
  const world = await watching(SYSTEM, A);
  expect(world.drives().drives[0]?.verdict.refusals).toMatchObject([{ code: 'fixed' }]);
  expect(() => world.list.choose([idOf(world, 'SSD')])).toThrow(/refused.*fixed/);
  expect(world.drives().chosen).toEqual([]);
});

test('a large one waits for a permission, which can be taken back', async () => {
  const world = await watching(LARGE);
  expect(world.drives().drives[0]?.verdict).toMatchObject({ refusals: [], heldAsLarge: true, typedName: true });
  expect(() => world.list.choose([idOf(world, 'Archive')])).toThrow(/refused.*large/);
  world.list.allowLarge(true);
  world.list.choose([idOf(world, 'Archive')]);
  expect(world.drives().chosen).toEqual([idOf(world, 'Archive')]);
  world.list.allowLarge(false);
  expect(world.drives().chosen).toEqual([]);
});

test('several only where that is wanted', async () => {
  const world = await watching(A, B);
  const ids = [idOf(world, 'A'), idOf(world, 'B')];
  expect(() => world.list.choose(ids)).toThrow(/too-many-targets/);
  expect(world.drives().chosen).toEqual([]);
});

test('empty readers and the like are counted, loop devices are not', async () => {
  const loop = aDrive({ device: '/dev/loop0', kind: 'loop', bus: 'loop' });
  const world = await watching(A, aDrive({ device: '/dev/sdr', bytes: 0 }), loop);
  expect(names(world)).toEqual(['A']);
  expect(world.drives().hidden).toBe(1);
});

test('a listing that fails keeps the list and says so', async () => {
  const world = await watching(A);
  world.breakListing();
  await eventually(() => world.drives().state === 'failed');
  expect(world.drives()).toMatchObject({ error: { code: 'unexpected' }, drives: [{ name: 'A' }] });
});

test('nobody looks for drives while nobody wants to know', async () => {
  const world = cardWorld({ folder: await tempFolder() });
  const release = world.list.hold();
  await eventually(() => world.drives().state === 'ok');
  release();
  world.plug(A);
  await new Promise((resolve) => setImmediate(resolve));
  expect(world.drives().drives).toEqual([]);
  world.list.hold();
  await eventually(() => names(world).length === 1);
});

test('after a pause the list is not said to be of now before it is', async () => {
  const world = cardWorld({ folder: await tempFolder() });
  world.plug(A);
  world.list.watch(true);
  // A page may say it twice.
  world.list.watch(true);
  await eventually(() => world.drives().state === 'ok');
  world.list.watch(false);
  world.list.watch(true);
  expect(world.drives()).toMatchObject({ state: 'listing', drives: [{ name: 'A' }] });
  await eventually(() => world.drives().state === 'ok');
});

test('text of a drive that could play tricks is made visible', async () => {
  const world = await watching(stick('/dev/sde', { model: 'Ki\u202Engston' }), stick('/dev/sdf', { model: ' ' }));
  expect(names(world)).toEqual(['Ki\uFFFDngston', 'sdf']);
});
