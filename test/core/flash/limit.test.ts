import { expect, it } from 'vitest';
import type { Limit } from '../../../src/core/flash/events.ts';
import { createLimitMeter } from '../../../src/core/flash/limit.ts';
import type { ImageFormat } from '../../../src/core/ports.ts';

interface Pace {
  /** Waited for each chunk of the image, and of that for bytes as given. */
  readonly imageMs: number;
  readonly givenMs: number;
  readonly writerMs: number;
}

/** What is told of ten seconds at each of these paces. */
function told(format: ImageFormat, ...paces: readonly Pace[]): readonly Limit[] {
  const limits: Limit[] = [];
  let now = 0;
  let waited = 0;
  const meter = createLimitMeter({ now: () => now }, { format, waitedMs: () => waited }, (by) => limits.push(by));
  for (const { imageMs, givenMs, writerMs } of paces)
    for (const end = now + 10_000; now < end;) {
      now += imageMs;
      waited += givenMs;
      meter.got();
      now += writerMs;
      meter.sent();
    }
  return limits;
}

it('the drive, when most of the time goes into waiting for the writer', () => {
  expect(told('zstd', { imageMs: 10, givenMs: 5, writerMs: 50 })).toEqual(['drive']);
});

it('the source, when the image is waited for and its bytes do not come', () => {
  expect(told('zstd', { imageMs: 50, givenMs: 40, writerMs: 5 })).toEqual(['source']);
});

it('the decoder, when the image is waited for although its bytes are there', () => {
  expect(told('xz', { imageMs: 50, givenMs: 2, writerMs: 5 })).toEqual(['decoding']);
});

it('never a decoder where nothing is decoded', () => {
  expect(told('raw', { imageMs: 50, givenMs: 2, writerMs: 5 })).toEqual(['source']);
});

it('is told again only when it has become another', () => {
  const drive = { imageMs: 1, givenMs: 1, writerMs: 50 };
  expect(told('gzip', drive, { imageMs: 50, givenMs: 50, writerMs: 1 }, drive)).toEqual(['drive', 'source', 'drive']);
});

it('waits for a second before it says anything', () => {
  let now = 0;
  const limits: Limit[] = [];
  const meter = createLimitMeter({ now: () => now }, { format: 'raw', waitedMs: () => 0 }, (by) => limits.push(by));
  now = 999;
  meter.sent();
  expect(limits).toEqual([]);
  now = 1000;
  meter.sent();
  expect(limits).toEqual(['drive']);
});
