import { describe, expect, it } from 'vitest';
import { BLOCK_BYTES } from '../../src/writer/blocks.ts';
import { alignUp, MARKER, markerBlock, wipeEnds, writeMarker } from '../../src/writer/marker.ts';
import { memoryDevice } from '../support/memory-device.ts';

const STARTED = '2026-11-22T10:00:00.000Z';

describe('markerBlock', () => {
  const block = markerBlock(STARTED, 'job-7');

  it('says who, when and which job, in text that a person can read on the card', () => {
    const text = block.toString('latin1').replace(/\0+$/, '');
    expect(text.startsWith(MARKER)).toBe(true);
    expect(text).toContain('Nixberry');
    expect(text).toContain(`started ${STARTED}\n`);
    expect(text).toContain('job job-7\n');
  });

  it('holds nothing that a computer takes for a partition table or a file system', () => {
    expect(block.byteLength).toBe(BLOCK_BYTES);
    expect(block.readUInt16LE(510)).not.toBe(0xaa55);
    expect(block.subarray(512, 520).toString('latin1')).not.toBe('EFI PART');
    expect(block.subarray(512).every((byte) => byte === 0)).toBe(true);
  });
});

describe('wipeEnds', () => {
  const MIB = BLOCK_BYTES;
  it.each([
    [512, 512],
    [512, MIB],
    [512, MIB + 512],
    [512, 2 * MIB - 512],
    [512, 2 * MIB],
    [512, 5 * MIB + 512],
    [4096, MIB + 4096],
    [4096, 7 * MIB + 3 * 4096],
  ])(
    'on sectors of %i bytes and a drive of %i bytes covers both ends, the middle stays',
    async (sectorBytes, bytes) => {
      const device = memoryDevice({ bytes, sectorBytes });
      const marker = markerBlock(STARTED, 'job');
      await wipeEnds(device, marker);
      const head = Math.min(MIB, bytes);
      const tail = Math.max(head, bytes - MIB);
      expect(device.content.subarray(0, head).equals(marker.subarray(0, head))).toBe(true);
      expect(device.content.subarray(tail).every((byte) => byte === 0)).toBe(true);
      expect(device.content.subarray(head, tail).every((byte) => byte === 0xee)).toBe(true);
    },
  );

  it('flushes once, after the last write', async () => {
    const device = memoryDevice({ bytes: 8 * MIB });
    await wipeEnds(device, markerBlock(STARTED, 'job'));
    expect(device.requests.map(({ kind }) => kind)).toEqual(['write', 'write', 'flush']);
  });

  it('does not flush when a write fails', async () => {
    const device = memoryDevice({
      bytes: 8 * MIB,
      before: ({ kind, offset }) => {
        if (kind === 'write' && offset > 0) throw new Error('EIO');
      },
    });
    await expect(wipeEnds(device, markerBlock(STARTED, 'job'))).rejects.toThrow('EIO');
    expect(device.requests.some(({ kind }) => kind === 'flush')).toBe(false);
  });
});

describe('writeMarker', () => {
  it('leaves a card that is smaller than a sector alone', async () => {
    const device = memoryDevice({ bytes: 511, sectorBytes: 4096 });
    await writeMarker(device, markerBlock(STARTED, 'job'));
    expect(device.requests).toEqual([]);
  });
});

describe('alignUp', () => {
  it.each([
    [0, 512, 0],
    [1, 512, 512],
    [512, 512, 512],
    [513, 512, 1024],
    [1, 4096, 4096],
  ])('%i to a multiple of %i is %i', (bytes, unit, expected) => {
    expect(alignUp(bytes, unit)).toBe(expected);
  });
});
