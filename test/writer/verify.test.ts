import { describe, expect, it } from 'vitest';
import { alignedBuffer, BLOCK_BYTES } from '../../src/writer/blocks.ts';
import { createPrefixHash } from '../../src/writer/stream.ts';
import { verifyFirst, verifyLast, verifyRest } from '../../src/writer/verify.ts';
import { createWrongBlocks, type WrongBlocks } from '../../src/writer/wrong-blocks.ts';
import { appErrorOf, errnoError } from '../support/errors.ts';
import { memoryDevice, type MemoryDevice, type MemoryDeviceOptions } from '../support/memory-device.ts';
import { testImage } from '../support/test-image.ts';

const MIB = BLOCK_BYTES;

/** A drive that holds all of `image` but the first MiB, as it is when the verification starts. */
function written(image: Buffer, options: Partial<MemoryDeviceOptions> = {}): MemoryDevice {
  const device = memoryDevice({ bytes: 8 * MIB, ...options });
  image.subarray(MIB).copy(device.content, MIB);
  return device;
}

/** Of a wrong block the other side can tell nothing. */
function unanswered(device: MemoryDevice): WrongBlocks {
  const consultation = {
    block: (offset: number) => Promise.resolve({ kind: 'unknown', target: 0, offset } as const),
    mayRewrite: () => Promise.reject(new Error('without the right bytes there is nothing to write')),
  };
  const [note, beforeWrite] = [() => undefined, () => Promise.resolve()];
  const isOurCard = () => Promise.resolve(true);
  return createWrongBlocks({ device, patches: [], consultation, note, isOurCard, beforeWrite });
}

async function verify(device: MemoryDevice, image: Buffer): Promise<number[]> {
  return (await verifyAndLast(device, image)).progress;
}

async function verifyAndLast(
  device: MemoryDevice,
  image: Buffer,
  wrong: Pick<WrongBlocks, 'settle'> = unanswered(device),
) {
  const hash = createPrefixHash();
  for (let from = 0; from < image.byteLength; from += MIB) hash.update(image.subarray(from, from + MIB));
  const progress: number[] = [];
  const first = alignedBuffer(MIB);
  const firstBlock = first.subarray(0, image.copy(first, 0, 0, MIB));
  const offsets = hash.digests.map((_, index) => index * MIB);
  const last = await verifyRest(
    device,
    { bytes: image.byteLength, offsets },
    firstBlock,
    hash.digests,
    (bytes) => progress.push(bytes),
    wrong,
  );
  return { progress, last };
}

describe('verifyRest', () => {
  it.each([1, 512, MIB, MIB + 1, 3 * MIB, 5 * MIB + 700])(
    'passes an image of %i bytes that is there',
    async (bytes) => {
      const image = testImage(bytes);
      const progress = await verify(written(image), image);
      expect(progress.at(-1) ?? MIB).toBe(Math.max(bytes, MIB));
      expect(progress).toEqual([...progress].sort((one, other) => one - other));
    },
  );

  it('reads whole sectors of 4096 bytes at the end', async () => {
    const image = testImage(2 * MIB + 1);
    const device = written(image, { sectorBytes: 4096 });
    await verify(device, image);
    expect(device.requests.at(-1)).toMatchObject({ offset: 2 * MIB, length: 4096 });
  });

  it('never reads the first MiB, which is not the image yet', async () => {
    const image = testImage(4 * MIB);
    const device = written(image);
    await verify(device, image);
    expect(device.requests.map(({ offset }) => offset)).toEqual([MIB, 2 * MIB, 3 * MIB]);
  });

  it('names the block in which one bit is wrong', async () => {
    const image = testImage(6 * MIB + 100);
    const device = written(image);
    device.content.writeUInt8(device.content.readUInt8(4 * MIB + 12_345) ^ 0x10, 4 * MIB + 12_345);
    const error = await appErrorOf(verify(device, image));
    expect(error).toMatchObject({ code: 'verify-mismatch', facts: { offset: 4 * MIB, length: MIB } });
  });

  it('sees a wrong last byte of an image that ends within a sector', async () => {
    const image = testImage(2 * MIB + 1);
    const device = written(image);
    device.content.writeUInt8(device.content.readUInt8(2 * MIB) ^ 1, 2 * MIB);
    expect(await appErrorOf(verify(device, image))).toMatchObject({ facts: { offset: 2 * MIB, length: 1 } });
  });

  it('sees two blocks that have changed places, though all bytes are there', async () => {
    const image = testImage(5 * MIB);
    const device = written(image);
    const third = Buffer.from(device.content.subarray(3 * MIB, 4 * MIB));
    device.content.copyWithin(3 * MIB, 2 * MIB, 3 * MIB);
    third.copy(device.content, 2 * MIB);
    expect(await appErrorOf(verify(device, image))).toMatchObject({ facts: { offset: 2 * MIB } });
  });

  it('gets the order right when the second read answers before the first', async () => {
    const image = testImage(6 * MIB);
    const device = written(image, {
      before: ({ offset }) => new Promise((resolve) => setTimeout(resolve, (offset / MIB) % 2 === 1 ? 8 : 0)),
    });
    await expect(verify(device, image)).resolves.toHaveLength(5);
  });

  it('reads again what it had read ahead when a block was written once more', async () => {
    const image = testImage(6 * MIB);
    const device = written(image);
    device.content.fill(0, 2 * MIB, 2 * MIB + 5);
    const settle = async ({ offset }: { readonly offset: number }): Promise<Buffer> => {
      const right = image.subarray(offset, offset + MIB);
      right.copy(device.content, offset);
      // What writing it has broken is found, though it had been read before.
      device.content.fill(0, 3 * MIB, 3 * MIB + 5);
      return offset === 2 * MIB ? right : Promise.reject(new Error(`wrong at ${offset / MIB}`));
    };
    await expect(verifyAndLast(device, image, { settle })).rejects.toThrow('wrong at 3');
  });

  it('ends with the error of a read, and asks for nothing more', async () => {
    const image = testImage(7 * MIB);
    const device = written(image, {
      before: ({ offset }) => {
        if (offset === 2 * MIB) throw errnoError('EIO');
      },
    });
    await expect(verify(device, image)).rejects.toThrow('EIO');
    expect(Math.max(...device.requests.map(({ offset }) => offset))).toBeLessThanOrEqual(3 * MIB);
  });
});

describe('verifyFirst', () => {
  it.each([1, 511, 512, MIB])('passes %i bytes that are there', async (bytes) => {
    const first = testImage(bytes);
    const device = memoryDevice({ bytes: 2 * MIB });
    first.copy(device.content);
    await expect(verifyFirst(device, first)).resolves.toBeUndefined();
  });

  it('suspects the card where the byte is the same the second time, and the reader where it is not', async () => {
    const first = testImage(MIB);
    const suspectOf = async (isWrong: (reading: number) => boolean): Promise<unknown> => {
      let reading = 0;
      const device = memoryDevice({
        bytes: 2 * MIB,
        afterRead: (buffer) => {
          if (isWrong(reading++)) buffer[700] = (buffer[700] ?? 0) ^ 3;
        },
      });
      first.copy(device.content);
      const { facts } = await appErrorOf(verifyFirst(device, first));
      expect(facts).toMatchObject({ offset: 700, exact: true, wrong: 1, flipped: 2 });
      return facts.suspect;
    };
    expect(await suspectOf(() => true)).toBe('card');
    expect(await suspectOf((reading) => reading === 0)).toBe('reader');
  });

  it('names the first byte that differs', async () => {
    const first = testImage(MIB);
    const device = memoryDevice({ bytes: 2 * MIB });
    first.copy(device.content);
    device.content.writeUInt8(first.readUInt8(700) ^ 1, 700);
    expect(await appErrorOf(verifyFirst(device, first))).toMatchObject({
      code: 'verify-mismatch',
      facts: { offset: 700 },
    });
  });
});

describe('verifyLast', () => {
  it('finds the block that the first MiB has fallen on, on a card that wraps less than a MiB before the end', async () => {
    const image = testImage(5 * MIB);
    const device = written(image, { place: (offset) => offset % (4 * MIB) });
    image.copy(device.content, 0, 4 * MIB);
    const { last } = await verifyAndLast(device, image);
    if (!last) throw new Error('there is a last block');
    await expect(verifyLast(device, last)).resolves.toBeUndefined();
    const first = alignedBuffer(MIB);
    image.copy(first, 0, 0, MIB);
    await device.write(first, 0);
    await expect(verifyFirst(device, first)).resolves.toBeUndefined();
    const error = await appErrorOf(verifyLast(device, last));
    expect(error).toMatchObject({ code: 'verify-mismatch', facts: { offset: 4 * MIB, length: MIB } });
  });

  it.each([
    [null, 'same'],
    [4 * MIB, 'again'],
    [2 * MIB, 'another'],
  ] as const)('with a block written once more at %s says %s', async (rewritten, grounds) => {
    const image = testImage(5 * MIB);
    const device = written(image);
    const { last } = await verifyAndLast(device, image);
    if (!last) throw new Error('there is a last block');
    device.content.fill(0, 4 * MIB, 4 * MIB + 5);
    expect(await appErrorOf(verifyLast(device, last, rewritten))).toMatchObject({
      facts: { suspect: 'card', grounds },
    });
  });

  it('has nothing to look at in an image of one block', async () => {
    const image = testImage(700);
    expect((await verifyAndLast(written(image), image)).last).toBeNull();
  });
});
