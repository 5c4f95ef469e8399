import { expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { CardSummary } from '../../../src/core/identify/card-summary.ts';
import { createDeferred, type Deferred } from '../../../src/core/jobs/deferred.ts';
import { aDrive } from '../../core/drives/a-drive.ts';
import { stick } from '../../support/flash-world.ts';
import { eventually } from '../flash/card-world.ts';
import { A, B, cardOf, EMPTY, GREENHOUSE, lookOf, noting, shown, watching } from './content-world.ts';

const MOUNTED = stick('/dev/sdm', {
  model: 'M',
  partitions: [{ device: '/dev/sdm1', bytes: 4e6, fsType: 'vfat', label: 'FIRMWARE', mounts: ['/media/x'] }],
  mounts: [{ path: '/media/x', device: '/dev/sdm1', fsType: 'vfat', forPerson: true }],
});

test('a card that can be read is read once, not again at each look', async () => {
  const { reader, unasked } = noting({ cardUnasked: () => Promise.resolve(GREENHOUSE) });
  const world = await watching(reader, A);
  await eventually(() => cardOf(world, 'A') !== null);
  expect(cardOf(world, 'A')).toEqual(GREENHOUSE);
  expect(lookOf(world, 'A')).toEqual({ state: 'no', error: null });
  world.plug(A, B);
  await eventually(() => unasked.includes('B'));
  expect(unasked).toEqual(['A', 'B']);
});

test('the list does not wait for a card that does not answer, and says nothing of it', async () => {
  const { reader } = noting({
    cardUnasked: () => new Promise(() => undefined),
    usedBytes: () => new Promise(() => undefined),
  });
  const world = await watching(reader, A);
  expect(shown(world, 'A').content).toMatchObject({ card: null, usedBytes: null });
  // Nothing to press either, before it is known that pressing is needed.
  expect(lookOf(world, 'A').state).toBe('no');
});

test('another card in the same reader is read anew, and what comes late of the one before is nobody’s', async () => {
  const answers: Deferred<CardSummary>[] = [];
  const { reader, unasked } = noting({
    cardUnasked: () => {
      const answer = createDeferred<CardSummary>();
      answers.push(answer);
      return answer.promise;
    },
  });
  const world = await watching(reader, A);
  const before = shown(world, 'A').id;
  world.plug({ ...A, diskseq: 99 });
  await eventually(() => shown(world, 'A').id !== before);
  answers[0]?.resolve(GREENHOUSE);
  await eventually(() => unasked.length === 2);
  expect(cardOf(world, 'A')).toBeNull();
  answers[1]?.resolve(EMPTY);
  await eventually(() => cardOf(world, 'A') !== null);
  expect(cardOf(world, 'A')).toEqual(EMPTY);
});

test('what lies on it has changed: it is read anew', async () => {
  const { reader, unasked } = noting({ cardUnasked: () => Promise.resolve(GREENHOUSE) });
  const world = await watching(reader, A);
  await eventually(() => cardOf(world, 'A') !== null);
  world.plug({ ...A, partitions: [{ device: '/dev/sda1', bytes: 4e6, fsType: 'vfat', label: 'Photos', mounts: [] }] });
  await eventually(() => unasked.length === 2);
});

test('a mount that has come is another chance to read it without asking', async () => {
  let isMounted = false;
  const { reader, unasked } = noting({ cardUnasked: () => Promise.resolve(isMounted ? GREENHOUSE : null) });
  const world = await watching(reader, { ...MOUNTED, mounts: [] });
  await eventually(() => lookOf(world, 'M').state === 'can');
  isMounted = true;
  world.plug(MOUNTED);
  await eventually(() => cardOf(world, 'M') !== null);
  expect(unasked).toEqual(['M', 'M']);
});

test('a drive that may not be read is not', async () => {
  const system = aDrive({ device: '/dev/nvme0n1', removable: false, bus: 'nvme', model: 'SSD' });
  const { reader, unasked } = noting();
  const world = await watching(reader, system, B);
  await eventually(() => lookOf(world, 'B').state === 'can');
  expect(unasked).toEqual(['B']);
  expect(lookOf(world, 'SSD')).toEqual({ state: 'no', error: null });
  expect(() => world.list.look(shown(world, 'SSD').id)).toThrow(/offer-gone/);
});

test('with no other way a person may have it read; one at a time', async () => {
  const answer = createDeferred<CardSummary>();
  const { reader, asked } = noting({ cardAsked: () => answer.promise });
  const world = await watching(reader, A, B);
  await eventually(() => lookOf(world, 'A').state === 'can' && lookOf(world, 'B').state === 'can');
  expect(asked).toEqual([]);
  world.list.look(shown(world, 'A').id);
  expect(lookOf(world, 'A').state).toBe('running');
  expect(() => world.list.look(shown(world, 'B').id)).toThrow(/offer-gone/);
  answer.resolve(GREENHOUSE);
  await eventually(() => cardOf(world, 'A') !== null);
  expect(lookOf(world, 'A').state).toBe('no');
  expect(asked).toEqual(['A']);
});

test('why it could not be read is said, until somebody asks again', async () => {
  const { reader } = noting({
    cardAsked: () => Promise.reject(new AppError('not-authorised', { reason: 'denied' })),
  });
  const world = await watching(reader, A);
  await eventually(() => lookOf(world, 'A').state === 'can');
  world.list.look(shown(world, 'A').id);
  await eventually(() => lookOf(world, 'A').error !== null);
  expect(lookOf(world, 'A')).toMatchObject({ state: 'can', error: { code: 'not-authorised' } });
  world.list.look(shown(world, 'A').id);
  expect(lookOf(world, 'A')).toEqual({ state: 'running', error: null });
});

test('a look that is stopped is no failure, and the next begins when it has really ended', async () => {
  const ends: Deferred<CardSummary>[] = [];
  const { reader, asked } = noting({
    cardAsked: (_drive, signal) => {
      const end = createDeferred<CardSummary>();
      ends.push(end);
      return end.promise.then((card) => (signal.aborted ? Promise.reject(new AppError('cancelled')) : card));
    },
  });
  const world = await watching(reader, A);
  await eventually(() => lookOf(world, 'A').state === 'can');
  world.list.look(shown(world, 'A').id);
  await eventually(() => ends.length === 1);
  world.list.stopLooking();
  expect(lookOf(world, 'A')).toEqual({ state: 'can', error: null });
  world.list.look(shown(world, 'A').id);
  expect(asked).toEqual(['A']);
  ends[0]?.resolve(EMPTY);
  await eventually(() => ends.length === 2);
  ends[1]?.resolve(GREENHOUSE);
  await eventually(() => cardOf(world, 'A') !== null);
  expect(cardOf(world, 'A')).toEqual(GREENHOUSE);
});

test('a drive that goes takes its look with it', async () => {
  let signal: AbortSignal | null = null;
  const { reader } = noting({
    cardAsked: (_drive, given) => {
      signal = given;
      return new Promise(() => undefined);
    },
  });
  const world = await watching(reader, A, B);
  await eventually(() => lookOf(world, 'A').state === 'can' && lookOf(world, 'B').state === 'can');
  world.list.look(shown(world, 'A').id);
  await eventually(() => signal !== null);
  world.plug(B);
  await eventually(() => signal?.aborted === true);
});

test('how full a mounted file system is, and only as long as it is mounted', async () => {
  const { reader } = noting({ usedBytes: () => Promise.resolve(new Map([['/dev/sdm1', 1e6]])) });
  const world = await watching(reader, MOUNTED);
  const used = (): unknown => shown(world, 'M').content.partitions[0]?.usedBytes;
  await eventually(() => used() === 1e6);
  world.plug({ ...MOUNTED, mounts: [] });
  await eventually(() => shown(world, 'M').content.mounts.length === 0);
  expect(used()).toBeNull();
});

test('after it was written nothing is known of it, and it is read once more', async () => {
  const cards = [GREENHOUSE, EMPTY];
  const { reader, unasked } = noting({ cardUnasked: () => Promise.resolve(cards.shift() ?? null) });
  const world = await watching(reader, A, B);
  await eventually(() => cardOf(world, 'B') !== null);
  world.list.written([{ kind: 'drive', id: shown(world, 'A').id, drive: A }]);
  expect(cardOf(world, 'A')).toBeNull();
  await eventually(() => unasked.length === 3);
  expect(unasked).toEqual(['A', 'B', 'A']);
  expect(cardOf(world, 'B')).toEqual(EMPTY);
});

test('a card without a sequence number could have been changed for another while nobody looked', async () => {
  const { reader, unasked } = noting({ cardUnasked: () => Promise.resolve(GREENHOUSE) });
  const world = await watching(reader, { ...A, diskseq: null }, { ...B, diskseq: 7 });
  await eventually(() => cardOf(world, 'B') !== null);
  world.list.watch(false);
  world.list.watch(true);
  expect(cardOf(world, 'A')).toBeNull();
  expect(cardOf(world, 'B')).toEqual(GREENHOUSE);
  await eventually(() => cardOf(world, 'A') !== null);
  expect(unasked).toEqual(['A', 'B', 'A']);
});
