import { expect, test } from 'vitest';
import type { Drive } from '../../../src/core/drives/drive.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { createDeferred, type Deferred } from '../../../src/core/jobs/deferred.ts';
import type { StartableWriter } from '../../../src/node/elevate/writer-port.ts';
import { stick } from '../../support/flash-world.ts';
import { honestScript } from '../../support/scripted-writer.ts';
import { answer, hasEnded, isAsking, ready, type ReadyWorld } from './ready-world.ts';

const SDX = stick('/dev/sdx', { model: 'Stick X' });

test('a cancel while the question is shown ends the job without a word of failure', async () => {
  const world = await ready([SDX]);
  await world.start();
  await world.until(isAsking);
  world.flash.cancel();
  await world.until((topic) => topic === null);
  expect(world.world.writer.starts).toEqual([]);
});

test('a cancel while it is written tells what the card is now', async () => {
  const script = honestScript({ windowBytes: 1 });
  const world = await ready([SDX], { script });
  await world.start();
  await world.until(isAsking);
  answer(world, true);
  await world.until((topic) => topic?.targets[0]?.doing === 'writing');
  world.flash.cancel();
  const end = await world.until(hasEnded);
  expect(end).toMatchObject({ state: 'cancelled', targets: [{ outcome: { kind: 'cancelled', state: 'unbootable' } }] });
});

test('closing ends the job and waits for the writer', async () => {
  const world = await ready([SDX], { script: honestScript({ windowBytes: 1 }) });
  await world.start();
  await world.until(isAsking);
  answer(world, true);
  await world.until((topic) => topic?.targets[0]?.doing === 'writing');
  await world.flash.close();
  expect(world.flash.isBusy()).toBe(false);
  expect(world.world.writer.hasExited()).toBe(true);
});

/** A world whose drives are looked at, from the second look on, when the test lets them. */
async function slowly(): Promise<ReadyWorld & { readonly look: Deferred<Drive> }> {
  const look = createDeferred<Drive>();
  let looks = 0;
  const drives = { inspect: () => (++looks > 1 ? look.promise : Promise.resolve(SDX)) };
  return { ...(await ready([SDX], { ports: { drives } })), look };
}

test('a yes takes the question away at once, and no second answer is taken', async () => {
  const world = await slowly();
  await world.start();
  await world.until(isAsking);
  answer(world, true);
  await world.until((topic) => topic?.state === 'preparing');
  expect(world.told.at(-1)).toMatchObject({ begun: false, questions: [] });
  expect([world.flash.isBusy(), world.flash.hasBegun()]).toEqual([true, false]);
  expect(() => answer(world, true)).toThrow(/confirm-refused.*gone/);
  world.look.resolve(SDX);
  expect((await world.until(hasEnded))?.state).toBe('done');
  expect(world.flash.hasBegun()).toBe(true);
});

test('a no after the yes ends the job as long as nothing was begun', async () => {
  const world = await slowly();
  await world.start();
  await world.until(isAsking);
  answer(world, true);
  await world.until((topic) => topic?.state === 'preparing');
  answer(world, false);
  world.look.resolve(SDX);
  await world.until((topic) => topic === null);
  expect(world.world.writer.starts).toEqual([]);
});

test('a cancel before the question is asked ends the job, and closing does not wait for an answer', async () => {
  const look = createDeferred<Drive>();
  const looked = createDeferred<null>();
  const inspect = (): Promise<Drive> => {
    looked.resolve(null);
    return look.promise;
  };
  const world = await ready([SDX], { ports: { drives: { inspect } } });
  await world.start();
  await looked.promise;
  const closed = world.flash.close();
  look.resolve(SDX);
  await closed;
  expect(world.told.some(isAsking)).toBe(false);
  expect(world.flash.isBusy()).toBe(false);
});

test('a cancel while rights are asked for tells each card to be as it was', async () => {
  const started = createDeferred<null>();
  const start: StartableWriter['start'] = ({ signal }) => {
    started.resolve(null);
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new AppError('cancelled')));
    });
  };
  const writer = { start, startAhead: () => undefined, close: () => Promise.resolve() };
  const world = await ready([SDX], { writer: () => writer });
  await world.start();
  await world.until(isAsking);
  answer(world, true);
  await started.promise;
  world.flash.cancel();
  const end = await world.until(hasEnded);
  expect(end).toMatchObject({ state: 'cancelled', targets: [{ outcome: { kind: 'cancelled', state: 'untouched' } }] });
});
