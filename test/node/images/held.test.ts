import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { holdImage } from '../../../src/core/flash/held-image.ts';
import type { ImageSource } from '../../../src/core/ports.ts';
import { images } from '../../../src/node/images/images.ts';
import { appErrorOf } from '../../support/errors.ts';
import { sha256, testImage } from '../../support/test-image.ts';
import { until } from '../../support/waiting.ts';
import { testServer } from './server.ts';

const server = testServer();
const IMAGE = testImage(9 << 20);
const never = new AbortController().signal;

async function hashOf(source: ImageSource): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of source.chunks(never)) hash.update(chunk);
  return hash.digest('hex');
}

describe.each([
  ['an image', '/image.img', IMAGE],
  ['a compressed image', '/image.img.gz', gzipSync(IMAGE)],
])('%s from a server', (_name, path, given) => {
  /** Sends 6 MiB and then nothing. */
  function halting(): { readonly url: string; readonly responses: ServerResponse[] } {
    const responses: ServerResponse[] = [];
    const url = server.route(path, (_request, response) => {
      response.writeHead(200, { 'content-length': given.byteLength });
      response.write(given.subarray(0, 6 << 20));
      responses.push(response);
    });
    return { url, responses };
  }

  it('that goes away while nobody reads is an error when it is read on, and none before', async () => {
    const { url, responses } = halting();
    const source = await images.open(url, { hashGiven: false, signal: never });
    const held = holdImage(source, { now: () => 0 }, never);
    expect(Buffer.compare(await held.disk.read(100_000, 1000), IMAGE.subarray(100_000, 101_000))).toBe(0);
    for (const response of responses) response.destroy();
    await until('the connections to be closed', () => responses.every(({ closed }) => closed));
    // Time for what is not waited for to show itself.
    await new Promise((resolve) => setImmediate(resolve));
    expect(held.failure()).toBe(null);
    expect(await appErrorOf(hashOf(held.source))).toMatchObject({ code: 'download-failed' });
    await held.close();
    await source.close();
  });

  it('is asked for anew when the person took long to answer', async () => {
    const { url, responses } = halting();
    let now = 0;
    const source = await images.open(url, { hashGiven: true, signal: never });
    const held = holdImage(source, { now: () => now }, never);
    await held.disk.read(0, 1000);
    now = 60_000;
    server.route(path, (_request, response) =>
      response.writeHead(200, { 'content-length': given.byteLength }).end(given),
    );
    expect(await hashOf(held.source)).toBe(sha256(IMAGE));
    expect(held.source.givenSha256()).toBe(sha256(given));
    await until('the old connections to be closed', () => responses.every(({ closed }) => closed));
    await held.close();
    await source.close();
  });
});
