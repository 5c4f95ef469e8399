import { describe, expect, it, vi } from 'vitest';
import { alignedBuffer, BLOCK_BYTES } from '../../src/writer/blocks.ts';
import { finishFirst, firstIsThere } from '../../src/writer/finish.ts';
import { MARKER, markerBlock } from '../../src/writer/marker.ts';
import { verifyFirst } from '../../src/writer/verify.ts';
import { errnoError } from '../support/errors.ts';
import { memoryDevice, type MemoryDeviceOptions } from '../support/memory-device.ts';
import { testImage } from '../support/test-image.ts';

const MIB = BLOCK_BYTES;
const marker = markerBlock('2026-11-22T10:00:00.000Z', 'job');

function finish(options: Partial<MemoryDeviceOptions>, bytes = MIB, verify = true) {
  const device = memoryDevice({ bytes: 4 * MIB, ...options });
  const first = alignedBuffer(bytes);
  testImage(bytes).copy(first);
  const undone = vi.fn();
  const check = verify ? () => verifyFirst(device, first) : null;
  return { device, first, undone, done: finishFirst(device, first, marker, check, undone) };
}

describe('finishFirst', () => {
  it.each([
    [1, 512],
    [700, 1024],
    [MIB, MIB],
  ])('writes %i bytes as %i, flushes, then reads them back', async (bytes, padded) => {
    const { device, first, undone, done } = finish({}, bytes);
    expect(await done).toBe(padded);
    expect(device.requests.map(({ kind }) => kind)).toEqual(['write', 'flush', 'read']);
    expect(device.content.subarray(0, bytes).equals(first)).toBe(true);
    expect(undone).not.toHaveBeenCalled();
  });

  it('reads nothing back when nothing is to be verified', async () => {
    const { device, done } = finish({}, MIB, false);
    await done;
    expect(device.requests.map(({ kind }) => kind)).toEqual(['write', 'flush']);
  });

  it.each([
    ['a flush that fails', { before: failOnce('flush') }],
    ['a read that fails', { before: failOnce('read') }],
    ['a byte that is wrong', { afterRead: (buffer: Uint8Array) => buffer.fill(1, 5, 6) }],
  ])('after %s puts the marker back and says so', async (_name, options) => {
    const { device, undone, done } = finish(options);
    await expect(done).rejects.toThrow();
    expect(device.content.subarray(0, MARKER.length).toString()).toBe(MARKER);
    expect(device.requests.at(-1)?.kind).toBe('flush');
    expect(undone).toHaveBeenCalledOnce();
  });

  it('does not claim that the marker is back when nothing can be written any more', async () => {
    const { undone, done } = finish({
      before: ({ kind }) => {
        if (kind !== 'read') throw errnoError('ENODEV');
      },
    });
    await expect(done).rejects.toThrow('ENODEV');
    expect(undone).not.toHaveBeenCalled();
  });
});

describe('firstIsThere', () => {
  it('says whether it is', async () => {
    const device = memoryDevice({ bytes: 4 * MIB });
    const first = testImage(MIB);
    expect(await firstIsThere(device, first)).toBe(false);
    first.copy(device.content);
    expect(await firstIsThere(device, first)).toBe(true);
  });

  it('does not take a drive that fails for one that differs', async () => {
    const device = memoryDevice({ bytes: 4 * MIB, before: failOnce('read') });
    await expect(firstIsThere(device, testImage(MIB))).rejects.toThrow('EIO');
  });
});

function failOnce(kind: string): NonNullable<MemoryDeviceOptions['before']> {
  let hasFailed = false;
  return (request) => {
    if (request.kind !== kind || hasFailed) return;
    hasFailed = true;
    throw errnoError('EIO');
  };
}
