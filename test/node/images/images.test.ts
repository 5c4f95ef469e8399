import { createHash } from 'node:crypto';
import { appendFile, link, mkdir, symlink, truncate, utimes } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { DISK_START_BYTES } from '../../../src/core/images/disk-start.ts';
import { exitCodeOf } from '../../../src/core/errors/causes.ts';
import { images } from '../../../src/node/images/images.ts';
import { markerBlock } from '../../../src/writer/marker.ts';
import { imageError, readImage, testFolder } from './folder.ts';
import { fixture, gather, never, sample } from './samples.ts';

const { path, put } = testFolder();

test.each([
  ['one.xz', 'xz', sample.length],
  ['blocks.xz', 'xz', sample.length],
  ['streams.xz', 'xz', sample.length],
  ['one.zst', 'zstd', sample.length],
  ['frames.zst', 'zstd', sample.length],
  ['no-checksum.zst', 'zstd', null],
  ['one.bz2', 'bzip2', null],
  ['members.gz', 'gzip', null],
])('%s: %s, its length known to be %s; head, hash and two passes are right', async (name, format, bytes) => {
  const given = fixture(name);
  // The name says nothing: the content does.
  const file = await put(`${name}.png`, given);
  const source = await images.open(file, { hashGiven: true, signal: never });
  expect(source).toMatchObject({ name: file, format, bytes, givenBytes: given.length });
  expect(sample.subarray(0, DISK_START_BYTES).equals(source.head)).toBe(true);
  expect(source.givenSha256()).toBeNull();
  for (const pass of [1, 2]) {
    expect([pass, sample.equals(await gather(source.chunks(never)))]).toEqual([pass, true]);
    expect(source.consumed()).toBe(given.length);
    expect(source.givenSha256()).toBe(createHash('sha256').update(given).digest('hex'));
  }
  await source.close();
});

test('a raw image comes in chunks of 4 MiB, and its length is known', async () => {
  const raw = Buffer.concat(Array.from({ length: 24 }, () => sample));
  const source = await images.open(await put('raw', raw), { hashGiven: false, signal: never });
  expect(source).toMatchObject({ format: 'raw', bytes: raw.length });
  const lengths: number[] = [];
  for await (const chunk of source.chunks(never)) lengths.push(chunk.length);
  expect(lengths).toEqual([4 << 20, 4 << 20, raw.length - (8 << 20)]);
  expect(source.givenSha256()).toBeNull();
  await source.close();
});

test('an image knows the file that it is read from by each of its names, and no other', async () => {
  await mkdir(path('real'));
  const file = await put('real/pi.img.gz', gzipSync(sample));
  await link(file, path('hard.img'));
  await symlink(path('real'), path('way'));
  const source = await images.open(file, { hashGiven: false, signal: never });
  for (const name of ['real/pi.img.gz', 'hard.img', 'way/pi.img.gz'])
    expect([name, await source.isAt(path(name))]).toEqual([name, true]);
  for (const name of [await put('twin.gz', gzipSync(sample)), path('none.img')])
    expect(await source.isAt(name)).toBe(false);
  await source.close();
});

test('an unfinished card is no image, packed or not', async () => {
  const card = Buffer.concat([markerBlock('2026-11-22T10:00:00.000Z', 'job'), Buffer.alloc(1 << 20)]);
  for (const data of [card, gzipSync(card)]) {
    const image = await put('unfinished', data);
    expect(await imageError(readImage(image))).toEqual({ code: 'image-unfinished-card', facts: { image } });
  }
  expect(exitCodeOf('image-unfinished-card')).toBe(8);
});

test('an aborted pass ends early and without an error, compressed or not', async () => {
  for (const data of [Buffer.alloc(5 << 20), gzipSync(Buffer.alloc(20 << 20)), fixture('one.zst')]) {
    const source = await images.open(await put('abort', data), { hashGiven: true, signal: never });
    const cancel = new AbortController();
    let chunks = 0;
    for await (const chunk of source.chunks(cancel.signal)) {
      expect(chunk.length).toBeGreaterThan(0);
      chunks++;
      cancel.abort();
    }
    expect(chunks).toBe(1);
    expect(source.givenSha256()).toBeNull();
    await source.close();
  }
});

test('a pass may be left in the middle and another begun', async () => {
  for (const name of ['members.gz', 'streams.xz', 'streams.bz2', 'frames.zst']) {
    const source = await images.open(await put('left', fixture(name)), { hashGiven: false, signal: never });
    for await (const chunk of source.chunks(never)) if (chunk.length > 0) break;
    expect([name, sample.equals(await gather(source.chunks(never)))]).toEqual([name, true]);
    await source.close();
  }
});

test('what is no image file is refused by its own name', async () => {
  await mkdir(path('folder'));
  await execa('mkfifo', [path('pipe')]);
  expect(await imageError(readImage(path('nothing')))).toEqual({
    code: 'image-not-found',
    facts: { image: path('nothing') },
  });
  expect((await imageError(readImage(path('folder')))).code).toBe('image-is-directory');
  expect(await imageError(readImage(path('pipe')))).toMatchObject({
    code: 'image-unknown-format',
    facts: { what: 'pipe' },
  });
  expect(await imageError(readImage('/dev/null'))).toMatchObject({
    code: 'image-unknown-format',
    facts: { what: 'device' },
  });
  expect((await imageError(readImage(await put('empty', Buffer.alloc(0))))).code).toBe('image-empty');
  expect((await imageError(readImage(await put('empty.gz', gzipSync(''))))).code).toBe('image-empty');
});

test('compressed twice, archives and web pages are never taken for an image', async () => {
  const twice = await put('twice', gzipSync(fixture('one.xz')));
  expect(await imageError(readImage(twice))).toEqual({
    code: 'image-twice-compressed',
    facts: { image: twice, inner: 'xz' },
  });
  const tar = Buffer.alloc(10240);
  tar.write('ustar', 257);
  const tarball = await put('tarball', gzipSync(tar));
  expect(await imageError(readImage(tarball))).toEqual({
    code: 'image-unknown-format',
    facts: { image: tarball, what: 'tar' },
  });
  const dmg = Buffer.alloc(4096);
  dmg.write('koly', 4096 - 512);
  expect(await imageError(readImage(await put('dmg', dmg)))).toMatchObject({ facts: { what: 'dmg' } });
});

test('an error tells the name, the format and how far the file was read', async () => {
  const file = await put('cut', fixture('one.xz').subarray(0, 600));
  expect(await imageError(readImage(file))).toEqual({
    code: 'image-truncated',
    facts: { image: file, format: 'xz', at: 600 },
  });
});

test.each([
  ['shrinks', (file: string) => truncate(file, 2 << 20)],
  ['grows', (file: string) => appendFile(file, 'more')],
  ['is written to', (file: string) => utimes(file, 1, 1)],
])('a file that %s while it is read', async (_, change) => {
  const file = await put('changing', Buffer.alloc(6 << 20));
  const source = await images.open(file, { hashGiven: false, signal: never });
  const reading = (async () => {
    let first = true;
    for await (const chunk of source.chunks(never)) {
      if (first && chunk.length > 0) await change(file);
      first = false;
    }
  })();
  expect((await imageError(reading)).code).toBe('image-changed');
  await source.close();
});

test('an open that is cancelled says so', async () => {
  const file = await put('cancelled', sample);
  expect((await imageError(images.open(file, { hashGiven: false, signal: AbortSignal.abort() }))).code).toBe(
    'cancelled',
  );
});
