import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { redirectTarget } from '../../../src/node/images/http-get.ts';
import { images } from '../../../src/node/images/images.ts';
import { imageError, readImage } from './folder.ts';
import { fixture, gather, never, sample } from './samples.ts';
import { testServer, whole } from './server.ts';
import { zip } from './zip-writer.ts';

const { route } = testServer();

test('an image behind redirects, in two passes, with its hash; the name shows no password and no key', async () => {
  const given = fixture('frames.zst');
  const seen: (string | undefined)[] = [];
  route('/image', (request, response) => {
    seen.push(request.headers.authorization);
    whole(given)(request, response);
  });
  const url = route('/from', (request, response) => {
    seen.push(request.headers.authorization);
    const port = request.socket.localPort ?? 0;
    response.writeHead(302, { location: `http://localhost:${port}/image?key=secret` }).end();
  });
  const source = await images.open(url.replace('//', '//ann:word@') + '?key=secret', {
    hashGiven: true,
    signal: never,
  });
  expect(source).toMatchObject({
    name: url,
    format: 'zstd',
    bytes: null,
    givenBytes: given.length,
    onDisks: [],
    isLocal: false,
  });
  for (const pass of [1, 2]) {
    expect([pass, sample.equals(await gather(source.chunks(never)))]).toEqual([pass, true]);
    expect(source.givenSha256()).toBe(createHash('sha256').update(given).digest('hex'));
  }
  await source.close();
  const password = `Basic ${Buffer.from('ann:word').toString('base64')}`;
  expect(seen).toEqual([password, undefined, password, undefined, password, undefined].slice(0, seen.length));
  expect(seen.length).toBeGreaterThanOrEqual(4);
});

test('a raw image of known length, and one in counted pieces', async () => {
  const source = await images.open(route('/raw', whole(sample)), { hashGiven: false, signal: never });
  expect(source).toMatchObject({ format: 'raw', bytes: sample.length });
  await source.close();
  const chunked = route('/chunked', (_, response) => {
    response.write(sample.subarray(0, 100_000));
    response.end(sample.subarray(100_000));
  });
  expect(sample.equals(await readImage(chunked))).toBe(true);
});

test('what a server calls an encoding of its own stays as it was given', async () => {
  const given = gzipSync(sample);
  const url = route('/encoded.img.gz', whole(given, { 'content-encoding': 'gzip' }));
  const source = await images.open(url, { hashGiven: true, signal: never });
  expect(sample.equals(await gather(source.chunks(never)))).toBe(true);
  expect(source).toMatchObject({ format: 'gzip', givenBytes: given.length });
  expect(source.givenSha256()).toBe(createHash('sha256').update(given).digest('hex'));
  await source.close();
});

test.each([
  ['with a length', { 'content-length': String(sample.length) }],
  ['in counted pieces', {}],
])('a raw image %s whose connection ends early is an error', async (_, headers) => {
  const url = route('/early', (__, response) => {
    response.writeHead(200, headers);
    response.write(sample.subarray(0, 300_000), () => setTimeout(() => response.destroy(), 50));
  });
  expect(await imageError(readImage(url))).toMatchObject({
    code: 'download-failed',
    facts: { image: url, reason: 'early-end' },
  });
});

test('a raw image of which nobody says where it ends is refused', async () => {
  const url = route('/endless', (_, response) => {
    response.socket?.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${sample.toString('latin1')}`, 'latin1');
  });
  expect(await imageError(readImage(url))).toMatchObject({ facts: { reason: 'no-length' } });
});

test.each([
  ['/missing', 'http-status'],
  ['/loop', 'redirects'],
  ['/ftp', 'insecure-redirect'],
  ['/nowhere', 'http-status'],
])('%s ends in %s', async (path, reason) => {
  const url = route('/loop', (_, response) => response.writeHead(301, { location: '/loop' }).end());
  route('/ftp', (_, response) => response.writeHead(307, { location: 'ftp://example.org/pi.img' }).end());
  route('/nowhere', (_, response) => response.writeHead(308).end());
  expect(await imageError(readImage(url.replace('/loop', path)))).toMatchObject({
    code: 'download-failed',
    facts: { reason },
  });
});

test('a server that is not there', async () => {
  expect(await imageError(readImage('http://127.0.0.1:9/pi.img'))).toMatchObject({
    code: 'download-failed',
    facts: { reason: 'connect' },
  });
});

test('a log-in page is not an image', async () => {
  const url = route('/page', whole(Buffer.from('<!doctype html><p>Please log in')));
  expect(await imageError(readImage(url))).toMatchObject({ facts: { what: 'html' } });
});

test('another file under the same URL is noticed', async () => {
  let version = 1;
  const url = route('/versions', (request, response) => whole(sample, { etag: `"${version}"` })(request, response));
  const source = await images.open(url, { hashGiven: false, signal: never });
  version = 2;
  expect((await imageError(gather(source.chunks(never)))).code).toBe('image-changed');
  await source.close();
});

test('a zip is downloaded first, and its file goes', async () => {
  const given = zip([{ name: 'pi.img', data: sample }]);
  const before = process.env.TMPDIR;
  const folder = await mkdtemp(join(tmpdir(), 'nixberry-zip-'));
  process.env.TMPDIR = folder;
  try {
    const source = await images.open(route('/pi.zip', whole(given)), { hashGiven: true, signal: never });
    expect(source).toMatchObject({
      format: 'zip',
      bytes: sample.length,
      givenBytes: given.length,
      onDisks: [],
      isLocal: true,
    });
    expect(sample.equals(await gather(source.chunks(never)))).toBe(true);
    expect(source.givenSha256()).toBe(createHash('sha256').update(given).digest('hex'));
    await source.close();
    expect(await readdir(folder)).toEqual([]);
    await imageError(images.open(route('/bad.zip', whole(zip([]))), { hashGiven: false, signal: never }));
    expect(await readdir(folder)).toEqual([]);
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    await rm(folder, { recursive: true });
  }
});

test('cancelling ends a wait for an answer, and a wait for more', async () => {
  const silent = route('/silent', () => undefined);
  const opening = new AbortController();
  setTimeout(() => opening.abort(), 50);
  expect((await imageError(images.open(silent, { hashGiven: false, signal: opening.signal }))).code).toBe('cancelled');

  const stuck = route('/stuck', (_, response) => {
    response.writeHead(200, { 'content-length': 9_000_000 });
    response.write(Buffer.alloc(600_000));
  });
  const source = await images.open(stuck, { hashGiven: false, signal: never });
  const reading = new AbortController();
  setTimeout(() => reading.abort(), 100);
  expect((await gather(source.chunks(reading.signal))).length).toBeLessThan(9_000_000);
  await source.close();
});

test.each([
  ['https://a.org/x', 'https://b.org/y', 'https://b.org/y'],
  ['http://a.org/x', 'https://a.org/x', 'https://a.org/x'],
  ['https://ann:word@a.org/x/y', 'z', 'https://ann:word@a.org/x/z'],
  ['https://ann:word@a.org/x', 'https://b.org/x', 'https://b.org/x'],
  ['https://a.org/x', 'http://a.org/x', 'insecure'],
  ['http://a.org/x', 'file:///etc/passwd', 'insecure'],
  ['http://a.org/x', 'http://', null],
  ['http://a.org/x', undefined, null],
])('%s redirected to %s', (from, location, to) => {
  expect(redirectTarget(new URL(from), location)?.toString() ?? null).toBe(to);
});

describe('a server that sends nothing any more', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  test('is given up after a minute', async () => {
    const url = route('/stalls', (_, response) => {
      response.writeHead(200, { 'content-length': 9_000_000 });
      response.write(Buffer.alloc(600_000));
    });
    const source = await images.open(url, { hashGiven: false, signal: never });
    const reading = imageError(gather(source.chunks(never)));
    await delay(300);
    await vi.advanceTimersByTimeAsync(61_000);
    expect(await reading).toMatchObject({ code: 'download-failed', facts: { reason: 'stalled' } });
    await source.close();
  });

  test('but waits for us as long as we do not read', async () => {
    const source = await images.open(route('/patient', whole(Buffer.alloc(9_000_000))), {
      hashGiven: false,
      signal: never,
    });
    let total = 0;
    for await (const chunk of source.chunks(never)) {
      total += chunk.length;
      await vi.advanceTimersByTimeAsync(61_000);
    }
    expect(total).toBe(9_000_000);
    await source.close();
  });
});
