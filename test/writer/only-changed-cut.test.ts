import { describe, expect, it } from 'vitest';
import type { CardState } from '../../src/contract/writer.ts';
import { BLOCK_BYTES } from '../../src/writer/blocks.ts';
import { MARKER } from '../../src/writer/marker.ts';
import { PIECE_BYTES } from '../../src/writer/differing-runs.ts';
import { driveTarget, writeHeader, type DriveTarget } from '../support/headers.ts';
import { memoryHost } from '../support/memory-host.ts';
import { powerCutDevice, type IsKept, type PowerCutDevice } from '../support/power-cut-device.ts';
import { testImage } from '../support/test-image.ts';
import { startTestPass, type TestPass } from '../support/test-pass.ts';

const MIB = BLOCK_BYTES;
const DRIVE_BYTES = 5 * MIB;

/** What has reached the medium all the same though it was not flushed: whole writes, or the first page of each. */
const KEPT: Readonly<Record<string, IsKept>> = {
  none: () => false,
  all: () => true,
  even: (write) => write % 2 === 0,
  odd: (write) => write % 2 === 1,
  starts: (_write, page) => page === 0,
};

interface Case {
  readonly capacity: DriveTarget['capacity'];
  readonly sectorBytes: number;
}

const CASES: readonly Case[] = [
  { capacity: 'known', sectorBytes: 512 },
  { capacity: 'probe', sectorBytes: 512 },
  { capacity: 'unknown', sectorBytes: 512 },
  { capacity: 'unknown', sectorBytes: 4096 },
];

const IMAGES = {
  'an image behind which the drive goes on': 3 * MIB + 1536,
  'an image as large as the drive': DRIVE_BYTES,
} as const;

/** An older version of the image on a drive: other bytes here and there, in each block but one, and in its start. */
function olderCard(image: Buffer): Buffer {
  const old = Buffer.alloc(DRIVE_BYTES, 0xee);
  image.copy(old);
  for (const at of [0, 446, MIB + 5, MIB + 20 * PIECE_BYTES, 2 * MIB, 2 * MIB + 3 * PIECE_BYTES, image.length - 2])
    old.fill(0x11, at, at + 2);
  return old;
}

async function update(device: PowerCutDevice, image: Buffer, capacity: Case['capacity']): Promise<TestPass> {
  const targets = [driveTarget(device.path, device.bytes, { capacity })];
  const header = writeHeader({ onlyChanged: true, targets, imageBytes: image.byteLength });
  const run = startTestPass(header, undefined, memoryHost(device));
  await run.complete(image);
  return run;
}

/** Whichever beginning is there, all that belongs to it is there, too. */
function expectWholeOrMarked(medium: Buffer, old: Buffer, image: Buffer): void {
  const start = medium.subarray(0, 512);
  const there = medium.subarray(0, image.byteLength);
  if (start.equals(image.subarray(0, 512))) expect(there.equals(image)).toBe(true);
  else if (start.equals(old.subarray(0, 512))) expect(there.equals(old.subarray(0, image.byteLength))).toBe(true);
  else expect(start.subarray(0, MARKER.length).toString()).toBe(MARKER);
}

describe.each(Object.entries(IMAGES))('writing only what differs of %s', (_name, imageBytes) => {
  const image = testImage(imageBytes);
  const old = olderCard(image);

  it.each(CASES)('is whole at its end, capacity $capacity, sectors of $sectorBytes', async (one) => {
    const device = powerCutDevice(old, Infinity, one.sectorBytes);
    const run = await update(device, image, one.capacity);
    const verified = one.capacity === 'unknown' ? 'direct' : 'compared';
    expect(run.outcomes().get(0)).toMatchObject({ kind: 'done', verified });
    expect(
      device
        .remains(() => false)
        .subarray(0, imageBytes)
        .equals(image),
    ).toBe(true);
  });

  it.each(CASES)(
    'never looks bootable, wherever it is cut, capacity $capacity, sectors of $sectorBytes',
    async (one) => {
      const { capacity, sectorBytes } = one;
      const whole = powerCutDevice(old, Infinity, sectorBytes);
      await update(whole, image, capacity);
      const states = new Set<CardState>();
      for (let cutAt = 0; cutAt < whole.requests; cutAt++) {
        const device = powerCutDevice(old, cutAt, sectorBytes);
        const outcome = (await update(device, image, capacity)).outcomes().get(0);
        if (outcome?.kind !== 'failed') throw new Error(`cut at ${cutAt}, and it is ${outcome?.kind ?? 'not told'}`);
        states.add(outcome.state);
        for (const isKept of Object.values(KEPT)) {
          const medium = device.remains(isKept);
          expectWholeOrMarked(medium, old, image);
          if (outcome.state === 'untouched') expect(medium.equals(old)).toBe(true);
          if (outcome.state === 'unbootable') expect(medium.subarray(0, MARKER.length).toString()).toBe(MARKER);
        }
      }
      expect(states).toContain('unbootable');
    },
  );
});

it('a card that is right already is not touched, and is read once', async () => {
  const image = testImage(IMAGES['an image behind which the drive goes on']);
  const card = Buffer.alloc(DRIVE_BYTES, 0xee);
  image.copy(card);
  const device = powerCutDevice(card);
  const run = await update(device, image, 'known');
  expect(run.outcomes().get(0)).toMatchObject({ kind: 'done', verified: 'compared', writtenBytes: 0 });
  expect(device.remains(() => true).equals(card)).toBe(true);
});
