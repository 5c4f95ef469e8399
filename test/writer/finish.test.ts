import { describe, expect, it, vi } from 'vitest';
import { alignedBuffer, BLOCK_BYTES } from '../../src/writer/blocks.ts';
import { finishFirst, firstIsThere, isMarked } from '../../src/writer/finish.ts';
import { MARKER, markerBlock } from '../../src/writer/marker.ts';
import { verifyFirst } from '../../src/writer/verify.ts';
import { appErrorOf, errnoError } from '../support/errors.ts';
import { memoryDevice, type MemoryDeviceOptions } from '../support/memory-device.ts';
import { testImage } from '../support/test-image.ts';

const MIB = BLOCK_BYTES;
const marker = markerBlock('2026-11-22T10:00:00.000Z', 'job');

function finish(options: Partial<MemoryDeviceOptions>, bytes = MIB, verify = true) {
  const device = memoryDevice({ bytes: 4 * MIB, ...options });
  marker.copy(device.content);
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
    [4096, 4096],
  ])('looks for its marker, writes %i bytes as %i, flushes, then reads them back', async (bytes, padded) => {
    const { device, first, undone, done } = finish({}, bytes);
    expect(await done).toBe(padded);
    expect(device.requests.map(({ kind }) => kind)).toEqual(['read', 'write', 'flush', 'read']);
    expect(device.content.subarray(0, bytes).equals(first)).toBe(true);
    expect(undone).not.toHaveBeenCalled();
  });

  it('writes the first page alone, once the rest is on the medium', async () => {
    const { device, first, done } = finish({});
    expect(await done).toBe(MIB);
    expect(device.content.subarray(0, MIB).equals(first)).toBe(true);
    expect(device.requests.slice(1, -1)).toEqual([
      { kind: 'write', offset: 4096, length: MIB - 4096 },
      { kind: 'flush', offset: 0, length: 0 },
      { kind: 'write', offset: 0, length: 4096 },
      { kind: 'flush', offset: 0, length: 0 },
    ]);
  });

  it('reads nothing back when nothing is to be verified', async () => {
    const { device, done } = finish({}, 4096, false);
    await done;
    expect(device.requests.map(({ kind }) => kind)).toEqual(['read', 'write', 'flush']);
  });

  it.each([
    ['another card', (content: Buffer) => testImage(content.length, 5).copy(content)],
    ['the marker of another job', (content: Buffer) => markerBlock('2026-11-22T10:00:00.000Z', 'other').copy(content)],
    ['a block that has come round', (content: Buffer) => testImage(MIB, 5).copy(content)],
    ['a piece of such a block', (content: Buffer) => content.fill(7, MIB - 512, MIB)],
  ])('writes nothing where there is %s instead of its marker', async (_name, spoil) => {
    const { device, undone, done } = finish({});
    spoil(device.content);
    const before = Buffer.from(device.content);
    const error = await appErrorOf(done);
    expect(error).toMatchObject({ code: 'verify-mismatch', facts: { suspect: 'card', grounds: 'same' } });
    expect(device.requests.every(({ kind }) => kind === 'read')).toBe(true);
    expect(device.content.equals(before)).toBe(true);
    expect(undone).not.toHaveBeenCalled();
  });

  it.each([
    ['a flush that fails', { before: failOnce('flush') }],
    ['a read that fails', { before: failOnce('read', 1) }],
    ['a byte that is wrong', { afterRead: spoilFrom(1) }],
  ])('after %s puts the marker back and says so', async (_name, options) => {
    const { device, undone, done } = finish(options);
    await expect(done).rejects.toThrow();
    expect(device.content.subarray(0, MARKER.length).toString()).toBe(MARKER);
    expect(device.requests.at(-1)?.kind).toBe('flush');
    expect(undone).toHaveBeenCalledOnce();
  });

  it('knows that the marker is there still when the drive was locked before its page was written', async () => {
    const { device, undone, done } = finish({
      before: ({ kind }) => {
        if (kind === 'write') throw errnoError('EPERM');
      },
    });
    await expect(done).rejects.toThrow('EPERM');
    expect(device.content.subarray(0, MARKER.length).toString()).toBe(MARKER);
    expect(undone).toHaveBeenCalledOnce();
  });

  it('does not claim that the marker is back when nothing can be written any more', async () => {
    let writes = 0;
    const { undone, done } = finish({
      before: ({ kind }) => {
        if (kind === 'write' && ++writes > 1) throw errnoError('ENODEV');
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

describe('isMarked', () => {
  it('says whether this very marker is there', async () => {
    const device = memoryDevice({ bytes: 4 * MIB });
    expect(await isMarked(device, marker)).toBe(false);
    marker.copy(device.content);
    expect(await isMarked(device, marker)).toBe(true);
    expect(await isMarked(device, markerBlock('2026-11-22T10:00:00.000Z', 'other'))).toBe(false);
  });
});

/** Fails one request of a kind, after so many of them. */
function failOnce(kind: string, after = 0): NonNullable<MemoryDeviceOptions['before']> {
  let seen = 0;
  return (request) => {
    if (request.kind === kind && seen++ === after) throw errnoError('EIO');
  };
}

/** Each reading has a wrong byte, after so many that have none. */
function spoilFrom(after: number): NonNullable<MemoryDeviceOptions['afterRead']> {
  let seen = 0;
  return (buffer) => {
    if (seen++ >= after) buffer.fill(1, 5, 6);
  };
}
