import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { FlashTopic } from '../../../src/contract/window/flash.ts';
import type { OpenedFile } from '../../../src/contract/window/images.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { openFromOutside } from '../../../src/main/images/open-from-outside.ts';
import { IMAGE, stick } from '../../support/flash-world.ts';
import { honestScript } from '../../support/scripted-writer.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { sha256 } from '../../support/test-image.ts';
import { eventually } from './card-world.ts';
import { answer, hasEnded, isAsking, ready } from './ready-world.ts';

const SDX = stick('/dev/sdx', { model: 'Stick X' });
const SDY = stick('/dev/sdy', { model: 'Stick Y' });
const OPEN = [{ path: '/media/me/PHOTOS', device: '/dev/sdx1', fsType: 'vfat', forPerson: true }];

test('a yes writes the chosen drive, keeps the computer awake meanwhile, and the end is told', async () => {
  const world = await ready([SDX]);
  await world.start();
  const asked = await world.until(isAsking);
  expect(asked?.questions).toMatchObject([{ id: world.ids[0], name: 'Stick X', typedName: null }]);
  expect(world.world.writer.starts).toEqual([]);
  // A question may stay open for hours, and nothing is lost by it.
  expect(world.awake()).toBe(0);
  answer(world, true);
  await world.until((topic) => topic?.targets[0]?.phases.some(({ state }) => state === 'running') ?? false);
  expect(world.awake()).toBe(1);
  const end = await world.until(hasEnded);
  expect(end).toMatchObject({ state: 'done', sha256: sha256(IMAGE), questions: [], error: null });
  expect(end?.targets[0]).toMatchObject({ name: 'Stick X', outcome: { kind: 'done', seed: false } });
  expect(end?.targets[0]?.phases.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done', 'done']);
  await eventually(() => world.awake() === 0);
  expect(world.ends).toHaveLength(1);
});

test.each([true, false])(
  'whether only what differs is to be written (%s) is said to the writer, and told',
  async (onlyChanged) => {
    const world = await ready([SDX]);
    await world.flash.start({ ...world.order, onlyChanged });
    await world.until(isAsking);
    answer(world, true);
    expect(await world.until(hasEnded)).toMatchObject({ state: 'done', onlyChanged });
    const headers = world.world.writer.commands.flatMap((one) => (one.type === 'header' ? [one.header] : []));
    expect(headers).toMatchObject([{ onlyChanged }]);
  },
);

test('a no writes nothing, and nothing is left to tell', async () => {
  const world = await ready([SDX]);
  await world.start();
  await world.until(isAsking);
  answer(world, false);
  await world.until((topic) => topic === null);
  expect(world.world.writer.starts).toEqual([]);
  expect(world.ends).toEqual([]);
});

test('a yes before the time is refused, and the question stays', async () => {
  const world = await ready([SDX], { confirmMs: 1500 });
  await world.start();
  expect((await world.until(isAsking))?.waitMs).toBe(1500);
  world.pass(1000);
  expect(() => answer(world, true)).toThrow(/confirm-refused.*early/);
  expect(world.told.at(-1)?.state).toBe('asking');
  world.pass(501);
  answer(world, true);
  expect((await world.until(hasEnded))?.state).toBe('done');
});

test('a drive that somebody has open asks for its name, and main itself compares', async () => {
  const world = await ready([{ ...SDX, mounts: OPEN }]);
  await world.start();
  expect((await world.until(isAsking))?.questions[0]?.typedName).toBe('Stick X');
  for (const typed of [[], [null], ['stick x'], ['Stick']]) expect(() => answer(world, true, typed)).toThrow(/name/);
  expect(world.world.writer.starts).toEqual([]);
  answer(world, true, ['  Stick  X ']);
  expect((await world.until(hasEnded))?.state).toBe('done');
});

test('of two drives of one model the kernel’s name has to be typed', async () => {
  const twin = stick('/dev/sdy', { model: 'Stick X' });
  const world = await ready([{ ...SDX, mounts: OPEN }, twin]);
  await world.start();
  expect((await world.until(isAsking))?.questions[0]?.typedName).toBe('sdx');
});

test('all cards are asked about at once, and one answer holds for all', async () => {
  const world = await ready([SDX, SDY], {}, 2);
  await world.start();
  const asked = await world.until(isAsking);
  expect(asked?.questions.map(({ name }) => name)).toEqual(['Stick X', 'Stick Y']);
  answer(world, true);
  expect((await world.until(hasEnded))?.targets.map(({ outcome }) => outcome?.kind)).toEqual(['done', 'done']);
});

test('a card that is taken out while the question is shown ends it', async () => {
  const world = await ready([SDX, SDY]);
  await world.start();
  await world.until(isAsking);
  world.plug(SDY);
  const end = await world.until(hasEnded);
  expect(end).toMatchObject({ state: 'failed', error: { code: 'drive-lost', facts: { device: 'Stick X' } } });
  expect(world.world.writer.starts).toEqual([]);
});

test('and so does another card in the same reader', async () => {
  const world = await ready([SDX]);
  await world.start();
  await world.until(isAsking);
  world.plug({ ...SDX, diskseq: 8 });
  expect(await world.until(hasEnded)).toMatchObject({ state: 'failed', error: { code: 'drive-changed' } });
  expect(world.world.writer.starts).toEqual([]);
});

test('a card that was changed after the yes and before any look is not written', async () => {
  let inspected = 0;
  const drives = { inspect: () => Promise.resolve(++inspected > 1 ? { ...SDX, serial: 'another' } : SDX) };
  const world = await ready([SDX], { ports: { drives } });
  await world.start();
  await world.until(isAsking);
  answer(world, true);
  expect(await world.until(hasEnded)).toMatchObject({ state: 'failed', error: { code: 'drive-changed' } });
  expect(world.world.writer.starts).toEqual([]);
});

test('a card that was changed between the choice and the question is not even asked about', async () => {
  const drives = { inspect: () => Promise.resolve({ ...SDX, bytes: SDX.bytes + 512 }) };
  const world = await ready([SDX], { ports: { drives } });
  await world.start();
  const end = await world.until(hasEnded);
  expect(end).toMatchObject({ state: 'failed', error: { code: 'drive-changed', facts: { what: 'bytes' } } });
  expect(world.told.some(isAsking)).toBe(false);
});

test('a reply to another job, or to none, is refused', async () => {
  const world = await ready([SDX]);
  expect(() => world.flash.answer({ id: 'x', yes: true, typed: [] })).toThrow(/gone/);
  await world.start();
  await world.until(isAsking);
  expect(() => world.flash.answer({ id: 'x', yes: true, typed: [] })).toThrow(/gone/);
});

test('there is one job at a time', async () => {
  const world = await ready([SDX]);
  await world.start();
  await world.until(isAsking);
  await expect(world.start()).rejects.toMatchObject({ code: 'flash-running' });
});

test('what the page shows as chosen has to be what is chosen', async () => {
  const world = await ready([SDX, SDY]);
  const other = world.drives().drives[1]?.id ?? '';
  await expect(world.flash.start({ ...world.order, targets: [other] })).rejects.toMatchObject({ code: 'offer-gone' });
  await expect(world.flash.start({ ...world.order, targets: [...world.ids, other] })).rejects.toMatchObject({
    code: 'offer-gone',
  });
});

test('one that failed on a card says so of that card, and can be forgotten', async () => {
  const lost = { kind: 'failed', code: 'drive-lost', facts: { device: '/dev/sdx' }, state: 'unbootable' } as const;
  const world = await ready([SDX], { script: honestScript({ outcome: () => lost }) });
  await world.start();
  await world.until(isAsking);
  answer(world, true);
  const end = await world.until(hasEnded);
  expect(end).toMatchObject({ state: 'failed', error: { code: 'drive-lost' }, targets: [{ outcome: lost }] });
  await eventually(() => !world.flash.isBusy());
  world.flash.clear();
  expect(world.told.at(-1)).toBe(null);
});

test('without an image nothing begins', async () => {
  const world = await ready([SDX]);
  world.images.clear();
  await expect(world.start()).rejects.toMatchObject({ code: 'offer-gone' });
});

test('another image than the page shows is not written', async () => {
  const world = await ready([SDX]);
  const file = path.join(await tempFolder(), 'other.img');
  await writeFile(file, IMAGE);
  await world.images.openPath(file);
  await expect(world.start()).rejects.toMatchObject({ code: 'offer-gone', facts: { kind: 'image' } });
});

test('no other image is chosen while a card is being written, by whatever way it comes', async () => {
  const world = await ready([SDX]);
  const file = path.join(await tempFolder(), 'other.img');
  await writeFile(file, IMAGE);
  const [offer] = await world.images.recent();
  await world.start();
  await world.until(isAsking);
  const told: OpenedFile[] = [];
  await openFromOutside(world.images, file, '/', (opened) => told.push(opened));
  expect(told).toMatchObject([{ ok: false, error: { code: 'flash-running' } }]);
  await expect(world.images.openPath(file)).rejects.toMatchObject({ code: 'flash-running' });
  await expect(world.images.useOffer(offer?.id ?? '')).rejects.toMatchObject({ code: 'flash-running' });
  expect(world.image()?.id).toBe(world.order.image);
});

test('what the page cannot be told is noted, and the card is written to its end all the same', async () => {
  const isUntellable = (topic: FlashTopic | null): boolean => topic?.targets[0]?.doing === 'writing';
  const world = await ready([SDX], { isUntellable });
  await world.start();
  await world.until(isAsking);
  answer(world, true);
  expect((await world.until(hasEnded))?.state).toBe('done');
  expect(world.untold.map(({ code }) => code)).toContain('unexpected');
  expect(world.world.writer.hasExited()).toBe(true);
});

test('a writer that cannot be made is told like any other failure', async () => {
  const writer = (): never => {
    throw new AppError('no-elevation');
  };
  const world = await ready([SDX], { writer });
  await world.start();
  expect(await world.until(hasEnded)).toMatchObject({ state: 'failed', error: { code: 'no-elevation' } });
});
