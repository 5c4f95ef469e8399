import fc from 'fast-check';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { afterMarker, feed, linesOf, textOf } from '../../../src/node/ssh/streams.ts';

async function* chunksOf(text: string, size: number): AsyncGenerator<Uint8Array> {
  const data = Buffer.from(text);
  for (let at = 0; at < data.length; at += size) {
    await Promise.resolve();
    yield data.subarray(at, at + size);
  }
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

describe('afterMarker', () => {
  it('leaves out what comes before the marker, wherever chunks end', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 }).filter((one) => !one.includes('<m>'));
    await fc.assert(
      fc.asyncProperty(text, text, fc.integer({ min: 1, max: 20 }), async (before, after, size) => {
        fc.pre(!`${before}<m>`.slice(0, -1).includes('<m>'));
        const output = afterMarker(chunksOf(`${before}<m>${after}<m>`, size), '<m>');
        expect(Buffer.concat(await all(output.chunks)).toString()).toBe(`${after}<m>`);
        expect(output.began()).toBe(true);
        expect(output.noise()).toBe(before);
      }),
    );
  });

  it('has nothing without a marker, and keeps what was said', async () => {
    const output = afterMarker(chunksOf('not available\n', 5), '<m>');
    expect(await all(output.chunks)).toEqual([]);
    expect(output.began()).toBe(false);
    expect(output.noise()).toBe('not available\n');
  });

  it('keeps no more than a MiB of noise', async () => {
    const output = afterMarker(chunksOf(`${'x'.repeat(3 << 20)}<m>y`, 1 << 16), '<m>');
    expect(Buffer.concat(await all(output.chunks)).toString()).toBe('y');
    expect(output.noise().length).toBeLessThanOrEqual((1 << 20) + (1 << 16));
  });
});

describe('linesOf', () => {
  it('is the lines, wherever chunks end', async () => {
    const text = fc.string({ unit: fc.constantFrom('\n', 'a', 'é', '🌿'), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (one, size) => {
        const lines = one.split('\n');
        if (lines.at(-1) === '') lines.pop();
        expect(await all(linesOf(chunksOf(one, size)))).toEqual(lines);
      }),
    );
  });

  it('hands on a line that never ends in pieces', async () => {
    const lines = await all(linesOf(chunksOf('x'.repeat(3 << 20), 1 << 16)));
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join('')).toHaveLength(3 << 20);
  });
});

describe('textOf', () => {
  it('is all of a text, but not without end', async () => {
    expect(await textOf(chunksOf('größe\n', 2), 100)).toBe('größe\n');
    await expect(textOf(chunksOf('x'.repeat(101), 10), 100)).rejects.toThrow('more than 100 bytes');
  });
});

describe('feed', () => {
  it('asks for the next chunk when the one before is gone', async () => {
    const pipe = new PassThrough({ highWaterMark: 1 });
    let asked = 0;
    async function* source(): AsyncGenerator<Uint8Array> {
      for (; asked < 3;) {
        await Promise.resolve();
        asked++;
        yield Buffer.from('abc');
      }
    }
    const feeding = feed(pipe, source());
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toBeLessThan(3);
    expect(Buffer.concat(await all(pipe as AsyncIterable<Uint8Array>)).toString()).toBe('abcabcabc');
    await feeding;
  });

  it('stops when the reader has gone, and closes what it read', async () => {
    const pipe = new PassThrough();
    let closed = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          await Promise.resolve();
          yield Buffer.from('abc');
        }
      } finally {
        closed = true;
      }
    }
    pipe.destroy(new Error('EPIPE'));
    await feed(pipe, source());
    expect(closed).toBe(true);
  });

  it('throws what its source throws', async () => {
    async function* source(): AsyncGenerator<Uint8Array> {
      yield await Promise.reject<Uint8Array>(new Error('the disk failed'));
    }
    await expect(feed(new PassThrough(), source())).rejects.toThrow('the disk failed');
  });
});
