import { expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { CardSummary } from '../../../src/core/identify/card-summary.ts';
import { createDeferred } from '../../../src/core/jobs/deferred.ts';
import { stick } from '../../support/flash-world.ts';
import { eventually } from '../flash/card-world.ts';
import { A, B, cardOf, EMPTY, GREENHOUSE, lookOf, noting, shown, watching } from './content-world.ts';

test('another program has written to it: whose it was is not said any more, and it is read anew at the next look', async () => {
  const cards = [GREENHOUSE, EMPTY];
  let sectors = 10;
  const { reader } = noting({
    cardUnasked: () => Promise.resolve(cards.shift() ?? null),
    writtenSectors: () => sectors,
  });
  const world = await watching(reader, A);
  await eventually(() => cardOf(world, 'A') !== null);
  sectors = 11;
  world.list.refresh();
  expect(cardOf(world, 'A')).toBeNull();
  world.plug(A);
  await eventually(() => cardOf(world, 'A') !== null);
  expect(cardOf(world, 'A')).toEqual(EMPTY);
});

test('what is written while it is read makes what was read nobody’s', async () => {
  let sectors = 10;
  const { reader } = noting({
    cardUnasked: () => Promise.resolve(sectors++ === 10 ? GREENHOUSE : null),
    writtenSectors: () => sectors,
  });
  const world = await watching(reader, A);
  await eventually(() => lookOf(world, 'A').state === 'can');
  expect([sectors, cardOf(world, 'A')]).toEqual([11, null]);
});

test('a write before the password was typed is none since it was read', async () => {
  let sectors = 10;
  const { reader } = noting({
    cardAsked: (_drive, _signal, onStart) => {
      sectors = 11;
      onStart();
      return Promise.resolve(GREENHOUSE);
    },
    writtenSectors: () => sectors,
  });
  const world = await watching(reader, A);
  await eventually(() => lookOf(world, 'A').state === 'can');
  world.list.look(shown(world, 'A').id);
  await eventually(() => cardOf(world, 'A') !== null);
  expect(cardOf(world, 'A')).toEqual(GREENHOUSE);
});

test('a look that is stopped while it waits for its turn never begins, and closing waits for the one that runs', async () => {
  const end = createDeferred<CardSummary>();
  const { reader, asked } = noting({ cardAsked: () => end.promise });
  const world = await watching(reader, A, B);
  await eventually(() => lookOf(world, 'A').state === 'can' && lookOf(world, 'B').state === 'can');
  world.list.look(shown(world, 'A').id);
  await eventually(() => asked.length === 1);
  world.list.stopLooking();
  world.list.look(shown(world, 'B').id);
  let isClosed = false;
  const closed = world.list.close().then(() => (isClosed = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(isClosed).toBe(false);
  end.reject(new AppError('cancelled'));
  await closed;
  expect(asked).toEqual(['A']);
});

test('a disk of somebody else’s is not woken', async () => {
  const partition = { device: '/dev/sdz1', bytes: 8e12, fsType: 'ext4', label: 'Archive', mounts: [] };
  const { reader, unasked } = noting();
  await watching(reader, stick('/dev/sdz', { model: 'Archive', partitions: [partition] }), B);
  await eventually(() => unasked.includes('B'));
  expect(unasked).toEqual(['B']);
});
