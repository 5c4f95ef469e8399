import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { ImageSource } from '../../../src/core/ports.ts';
import { copyCard } from '../../../src/node/boot-test/card-copy.ts';

/** An image that comes in these pieces, then ends as it is told to. */
function imageOf(pieces: readonly Uint8Array[], end: () => void = () => undefined): ImageSource {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) yield await Promise.resolve(piece);
    end();
  }
  return { chunks } as unknown as ImageSource;
}

const signal = new AbortController().signal;
const GIB = 2 ** 30;

test('a card has the bytes of the image, more room behind them, and takes as little as it can', async () => {
  const zeros = Buffer.alloc(8 << 20);
  const some = Buffer.from('at the end of a piece of an odd length');
  const copied: number[] = [];
  const card = await copyCard(imageOf([Buffer.from('first'), zeros, some]), (bytes) => copied.push(bytes), signal);
  onTestFinished(() => card.remove());
  const { size, blocks } = await stat(card.path);
  const length = 5 + zeros.length + some.length;
  expect(size).toBe(2 * GIB + Math.ceil(length / 65_536) * 65_536);
  expect(blocks * 512).toBeLessThan(1 << 20);
  expect(copied).toEqual([5, 5 + zeros.length, length]);
  const file = await open(card.path);
  const read = await file.read(Buffer.alloc(length), 0, length, 0).finally(() => file.close());
  expect(read.buffer.equals(Buffer.concat([Buffer.from('first'), zeros, some]))).toBe(true);
  await card.remove();
  expect(existsSync(path.dirname(card.path))).toBe(false);
});

test('room is tried for, and of the trial nothing stays', async () => {
  const card = await copyCard(imageOf([Buffer.from('first')]), () => undefined, signal);
  onTestFinished(() => card.remove());
  await card.assertRoom();
  expect(await readdir(path.dirname(card.path))).toEqual(['card.img']);
});

test.each([
  ['an image that breaks off', () => new AppError('image-truncated', { image: 'a' }), 'image-truncated'],
  ['a full disk', () => Object.assign(new Error('full'), { code: 'ENOSPC' }), 'boot-no-room'],
])('%s leaves nothing', async (_, thrown, code) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'nixberry-copy-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const image = imageOf([Buffer.from('first')], () => {
    throw thrown();
  });
  await expect(copyCard(image, () => undefined, signal)).rejects.toMatchObject({ code });
  expect(await readdir(folder)).toEqual([]);
});
