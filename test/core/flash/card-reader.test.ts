import { describe, expect, it } from 'vitest';
import type { ReadHeader, WriterEvent } from '../../../src/contract/writer.ts';
import { driveReader } from '../../../src/core/flash/card-reader.ts';
import type { ByteReader } from '../../../src/core/fat/fat.ts';
import { appErrorOf } from '../../support/errors.ts';
import { driveTarget } from '../../support/headers.ts';
import { scriptedWriter } from '../../support/scripted-writer.ts';
import { testImage } from '../../support/test-image.ts';

const WINDOW_BYTES = 64 << 10;
const CARD = testImage(3 * WINDOW_BYTES + 512);
const never = new AbortController().signal;

/** A reader of that card (or of a longer one, whose rest is zeros), and what it has asked the writer for. */
async function readerOn(
  bytes = CARD.byteLength,
): Promise<{ readonly reader: ByteReader; readonly asked: ReadHeader[] }> {
  const asked: ReadHeader[] = [];
  const writer = scriptedWriter(async ({ next, emit }) => {
    for (
      let command = await next();
      command?.type === 'header' && command.header.op === 'read';
      command = await next()
    ) {
      const { header } = command;
      asked.push(header);
      const data = Buffer.alloc(header.bytes);
      data.set(CARD.subarray(header.offset, header.offset + header.bytes));
      const answer: WriterEvent = { type: 'read', data: data.toString('base64') };
      emit(answer);
    }
  });
  const session = await writer.start({ elevate: false, signal: never });
  const events = session.events[Symbol.asyncIterator]();
  return { reader: driveReader({ session, events, signal: never }, driveTarget('/dev/sdx', bytes)), asked };
}

describe('driveReader', () => {
  it.each([
    [0, 512],
    [WINDOW_BYTES - 1, 2],
    [100, 2 * WINDOW_BYTES],
    [3 * WINDOW_BYTES, 512],
    [0, CARD.byteLength],
  ])('reads at %i %i bytes', async (offset, length) => {
    const { reader } = await readerOn();
    const found = await reader.read(offset, length);
    expect(Buffer.compare(found, CARD.subarray(offset, offset + length))).toBe(0);
  });

  it('asks for each window once, and for nothing behind the end', async () => {
    const { reader, asked } = await readerOn();
    for (let i = 0; i < 3; i++) await reader.read(2 * WINDOW_BYTES, WINDOW_BYTES + 512);
    expect(asked.map(({ offset, bytes }) => [offset, bytes])).toEqual([
      [2 * WINDOW_BYTES, WINDOW_BYTES],
      [3 * WINDOW_BYTES, 512],
    ]);
    expect(await appErrorOf(reader.read(CARD.byteLength - 1, 2))).toMatchObject({ code: 'image-truncated' });
    expect(asked).toHaveLength(2);
  });

  it('does not read for ever what leads it all over the card', async () => {
    const { reader, asked } = await readerOn(1 << 30);
    const everywhere = async (): Promise<void> => {
      for (let at = 0; at < 1 << 30; at += WINDOW_BYTES) await reader.read(at, 1);
    };
    expect(await appErrorOf(everywhere())).toMatchObject({ code: 'fat-broken', facts: { reason: 'scattered' } });
    expect(asked.length * WINDOW_BYTES).toBeLessThan(6 << 20);
  });
});
