import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_BYTES } from '../../src/writer/blocks.ts';
import { probeCapacity, probePositions } from '../../src/writer/probe.ts';
import { appErrorOf, errnoError } from '../support/errors.ts';
import { memoryDevice } from '../support/memory-device.ts';

const MIB = BLOCK_BYTES;
const CLAIMED = 64 * MIB;

describe('probePositions', () => {
  it('are spread, whole sectors of every drive, inside it, each once, never in the first MiB', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (sectors) => {
        const bytes = sectors * 512;
        const positions = probePositions(bytes);
        expect(new Set(positions).size).toBe(positions.length);
        for (const position of positions) {
          expect(position % 4096).toBe(0);
          expect(position).toBeGreaterThanOrEqual(MIB);
          expect(position + 4096).toBeLessThanOrEqual(bytes);
        }
        // Nothing larger than half of the drive, or a MiB or two, is left without a marker behind it.
        if (bytes >= 3 * MIB) expect(positions.at(-1)).toBeGreaterThanOrEqual(bytes - 2 * MIB);
      }),
    );
  });
});

it('grow with the number of digits of the size only: a drive of 1 TB takes some 50 requests', () => {
  const requests = (bytes: number): number => 2 * probePositions(bytes).length + 1;
  expect(requests(1e12)).toBeLessThan(50);
  expect(requests(1e12) - requests(16e9)).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(1e12 / 16e9)));
});

describe('probeCapacity', () => {
  it.each([8 * MIB, 8 * MIB + 512, CLAIMED, 3 * MIB, MIB])('passes an honest drive of %i bytes', async (bytes) => {
    const device = memoryDevice({ bytes });
    await expect(probeCapacity(device, 'job')).resolves.toBeUndefined();
  });

  it('flushes between writing and reading: only then has a marker left this computer', async () => {
    const device = memoryDevice({ bytes: CLAIMED, sectorBytes: 4096 });
    await probeCapacity(device, 'job');
    const kinds = device.requests.map(({ kind }) => kind).join(' ');
    expect(kinds).toMatch(/^(write )+flush( read)+$/);
  });

  it.each([2, 4, 8, 16, 32, 7, 12, 20])('finds a drive of %i MiB that wraps and claims 64 MiB', async (realMib) => {
    const realBytes = realMib * MIB;
    const device = memoryDevice({ bytes: CLAIMED, place: (offset) => offset % realBytes });
    const error = await appErrorOf(probeCapacity(device, 'job'));
    expect(error).toMatchObject({ code: 'counterfeit', facts: { claimedBytes: CLAIMED } });
    expect(error.facts.realBytes).toBeGreaterThanOrEqual(realBytes);
    expect(error.facts.realBytes).toBeLessThan(CLAIMED);
  });

  it.each([2, 4, 8, 16, 32])(
    'knows how large a wrapping drive of %i MiB, a power of two, really is',
    async (realMib) => {
      const device = memoryDevice({ bytes: CLAIMED, place: (offset) => offset % (realMib * MIB) });
      expect((await appErrorOf(probeCapacity(device, 'job'))).facts.realBytes).toBe(realMib * MIB);
    },
  );

  it('leaves the marker of an unfinished card alone, even on a drive that wraps', async () => {
    const device = memoryDevice({ bytes: CLAIMED, place: (offset) => offset % (8 * MIB) });
    await appErrorOf(probeCapacity(device, 'job'));
    expect(device.content.subarray(0, MIB).every((byte) => byte === 0xee)).toBe(true);
  });

  it.each([8, 12, 32, 62])('finds a drive that drops what lies behind %i MiB', async (realMib) => {
    const realBytes = realMib * MIB;
    const device = memoryDevice({ bytes: CLAIMED, place: (offset) => (offset < realBytes ? offset : null) });
    const error = await appErrorOf(probeCapacity(device, 'job'));
    expect(error.code).toBe('counterfeit');
    expect(error.facts.realBytes).toBeGreaterThanOrEqual(realBytes);
    expect(error.facts.realBytes).toBeLessThanOrEqual(2 * realBytes);
  });

  it('is not fooled by the markers of an earlier job', async () => {
    const honest = memoryDevice({ bytes: CLAIMED });
    await probeCapacity(honest, 'job 1');
    const device = memoryDevice({
      bytes: CLAIMED,
      place: () => null,
      afterRead: (buffer, offset) => {
        buffer.set(honest.content.subarray(offset, offset + buffer.byteLength));
      },
    });
    expect((await appErrorOf(probeCapacity(device, 'job 2'))).code).toBe('counterfeit');
  });

  it('ends with the error of a request', async () => {
    const device = memoryDevice({
      bytes: CLAIMED,
      before: ({ kind }) => {
        if (kind === 'flush') throw errnoError('EIO');
      },
    });
    await expect(probeCapacity(device, 'job')).rejects.toThrow('EIO');
  });
});
