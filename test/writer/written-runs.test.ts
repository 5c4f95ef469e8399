import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/core/errors/app-error.ts';
import { BLOCK_BYTES } from '../../src/writer/blocks.ts';
import type { WrongBlock } from '../../src/writer/wrong-blocks.ts';
import { createWrittenRuns, type WrittenRuns } from '../../src/writer/written-runs.ts';
import { memoryDevice, type MemoryDevice, type MemoryDeviceOptions } from '../support/memory-device.ts';
import { sha256, testImage } from '../support/test-image.ts';

const MIB = BLOCK_BYTES;
const IMAGE_BYTES = 3 * MIB + 700;
const SENT = { bytes: IMAGE_BYTES, offsets: [0, MIB, 2 * MIB, 3 * MIB] } as const;
/** Whole sectors behind the image's last byte. */
const PADDED_BYTES = 3 * MIB + 1024;
const PIECE = 16 << 10;
/** In another order than that in which they lie, as requests end. */
const PLACES = [2 * MIB, 3 * MIB, MIB + 2 * PIECE, MIB + 5 * PIECE, MIB + 9 * PIECE, MIB + 20 * PIECE] as const;

const image = Buffer.concat([testImage(IMAGE_BYTES), Buffer.alloc(PADDED_BYTES - IMAGE_BYTES)]);
const neverWrong = { settle: () => Promise.reject(new Error('nothing is wrong')) };

async function written(
  options: Partial<MemoryDeviceOptions> = {},
): Promise<{ device: MemoryDevice; runs: WrittenRuns }> {
  const device = memoryDevice({ bytes: 8 * MIB, ...options });
  device.content.set(image);
  const runs = createWrittenRuns();
  for (const offset of PLACES) runs.add(offset, image.subarray(offset, Math.min(offset + PIECE, image.byteLength)));
  return Promise.resolve({ device, runs });
}

describe('createWrittenRuns', () => {
  it('reads each run once, in the order in which they lie, and then the last block', async () => {
    const { device, runs } = await written();
    const told = vi.fn();
    const last = await runs.readBack(device, SENT, told, neverWrong);
    const offsets = device.requests.map(({ offset }) => offset);
    expect(offsets).toEqual([...[...PLACES].sort((one, other) => one - other), 3 * MIB]);
    expect(told).toHaveBeenLastCalledWith(runs.bytes);
    const end = image.subarray(3 * MIB, IMAGE_BYTES);
    expect(last).toEqual({ offset: 3 * MIB, bytes: 700, digest: Buffer.from(sha256(end), 'hex') });
  });

  it.each([MIB + 5 * PIECE, 3 * MIB])('has it looked into when the run at %i comes back wrong', async (at) => {
    const { device, runs } = await written({
      afterRead: (buffer, offset) => {
        if (offset === at) buffer[3] = (buffer[3] ?? 0) ^ 1;
      },
    });
    const seen: WrongBlock[] = [];
    const settle = (wrong: WrongBlock): Promise<Buffer> => {
      seen.push({ ...wrong, found: Buffer.from(wrong.found) });
      return Promise.resolve(wrong.found);
    };
    await runs.readBack(device, SENT, () => undefined, { settle });
    const end = Math.min(at + PIECE, IMAGE_BYTES);
    expect(seen).toMatchObject([{ offset: at }]);
    expect(seen[0]?.found.byteLength).toBe(end - at);
    expect(seen[0]?.isRight(image.subarray(at, end))).toBe(true);
    expect(seen[0]?.isRight(seen[0].found)).toBe(false);
  });

  it('looks no later at a last block that was left out', async () => {
    const { device, runs } = await written();
    const end = { bytes: 7 * MIB, offsets: [0, MIB, 2 * MIB] } as const;
    const last = await runs.readBack(device, end, () => undefined, neverWrong);
    expect(last).toMatchObject({ offset: 2 * MIB, bytes: MIB });
    expect(device.requests.every(({ offset }) => offset <= 3 * MIB)).toBe(true);
  });

  it('reads again what it had read ahead when a run was written once more', async () => {
    const { device, runs } = await written();
    const at = MIB + 2 * PIECE;
    const next = MIB + 5 * PIECE;
    device.content.fill(0, at, at + 5);
    const settle = ({ offset, found }: WrongBlock): Promise<Buffer> => {
      device.content.fill(0, next, next + 5);
      return offset === at ? Promise.resolve(found) : Promise.reject(new Error(`wrong at ${offset}`));
    };
    await expect(runs.readBack(device, SENT, () => undefined, { settle })).rejects.toThrow(`wrong at ${next}`);
  });

  it('ends with what was found out, and reads no further', async () => {
    const { device, runs } = await written({ afterRead: (buffer) => buffer.fill(0) });
    const settle = (): Promise<never> => Promise.reject(new AppError('cancelled'));
    await expect(runs.readBack(device, SENT, () => undefined, { settle })).rejects.toThrow('cancelled');
    expect(device.requests.length).toBeLessThan(PLACES.length);
  });

  it('of an image of one block there is no last block to look at', async () => {
    const { device } = await written();
    expect(
      await createWrittenRuns().readBack(device, { bytes: MIB, offsets: [0] }, () => undefined, neverWrong),
    ).toBeNull();
  });
});
