import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/core/errors/app-error.ts';
import { BLOCK_BYTES } from '../../src/writer/blocks.ts';
import type { WrongBlock } from '../../src/writer/wrong-blocks.ts';
import { createWrittenRuns, type WrittenRuns } from '../../src/writer/written-runs.ts';
import { memoryDevice, type MemoryDevice, type MemoryDeviceOptions } from '../support/memory-device.ts';
import { sha256, testImage } from '../support/test-image.ts';

const MIB = BLOCK_BYTES;
const IMAGE_BYTES = 3 * MIB + 700;
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
    const last = await runs.readBack(device, IMAGE_BYTES, told, neverWrong);
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
    await runs.readBack(device, IMAGE_BYTES, () => undefined, { settle });
    const end = Math.min(at + PIECE, IMAGE_BYTES);
    expect(seen).toMatchObject([{ offset: at }]);
    expect(seen[0]?.found.byteLength).toBe(end - at);
    expect(seen[0]?.isRight(image.subarray(at, end))).toBe(true);
    expect(seen[0]?.isRight(seen[0].found)).toBe(false);
  });

  it('ends with what was found out, and reads no further', async () => {
    const { device, runs } = await written({ afterRead: (buffer) => buffer.fill(0) });
    const settle = (): Promise<never> => Promise.reject(new AppError('cancelled'));
    await expect(runs.readBack(device, IMAGE_BYTES, () => undefined, { settle })).rejects.toThrow('cancelled');
    expect(device.requests.length).toBeLessThan(PLACES.length);
  });

  it('of an image of one block there is no last block to look at', async () => {
    const { device } = await written();
    expect(await createWrittenRuns().readBack(device, MIB, () => undefined, neverWrong)).toBeNull();
  });
});
