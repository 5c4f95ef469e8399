import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { images } from '../../../src/node/images/images.ts';
import { imageError, readImage, testFolder } from './folder.ts';
import { flipped, gather, never, sample } from './samples.ts';
import { zip } from './zip-writer.ts';

const { put } = testFolder();
const notes = { name: 'pi/README.txt', data: Buffer.from('read me') };

test.each([true, false])('the one image of a zip (stored: %s)', async (stored) => {
  const given = zip([
    notes,
    { name: 'pi/pi.img', data: sample, stored },
    { name: 'pi/pi.img.sha256', data: notes.data },
  ]);
  const source = await images.open(await put('ok', given), { hashGiven: true, signal: never });
  expect(source).toMatchObject({ format: 'zip', bytes: sample.length, givenBytes: given.length });
  expect(sample.equals(await gather(source.chunks(never)))).toBe(true);
  expect(source.consumed()).toBe(given.length);
  expect(source.givenSha256()).toBe(createHash('sha256').update(given).digest('hex'));
  await source.close();
});

test('several images or none are told by name', async () => {
  const two = await put('two', zip([notes, { name: 'a.img', data: sample }, { name: 'b.img', data: sample }]));
  expect(await imageError(readImage(two))).toEqual({
    code: 'zip-several-images',
    facts: { image: two, names: 'a.img, b.img' },
  });
  const none = await put('none', zip([notes, { name: 'a.conf', data: sample }, { name: 'b.conf', data: sample }]));
  expect(await imageError(readImage(none))).toEqual({
    code: 'zip-without-image',
    facts: { image: none, names: 'pi/README.txt, a.conf, b.conf' },
  });
  expect((await imageError(readImage(await put('no-entry', zip([]))))).code).toBe('zip-without-image');
});

test('an image that is compressed within the zip is not written compressed', async () => {
  const inner = await put('inner', zip([{ name: 'pi.img.gz', data: gzipSync(sample) }]));
  expect(await imageError(readImage(inner))).toMatchObject({
    code: 'image-twice-compressed',
    facts: { inner: 'gzip' },
  });
});

test('an encrypted entry and a method that we do not have are named', async () => {
  const given = zip([{ name: 'pi.img', data: sample }]);
  const directory = given.lastIndexOf('PK\x01\x02', undefined, 'latin1');
  const encrypted = await put('encrypted', flipped(given, directory + 8, 0));
  expect(await imageError(readImage(encrypted))).toMatchObject({ facts: { what: 'encrypted zip' } });
  const deflate64 = await put('deflate64', flipped(given, directory + 10, 0));
  expect(await imageError(readImage(deflate64))).toMatchObject({ facts: { what: 'zip method 9' } });
});

test.each([true, false])('corrupt variants (stored: %s) are never read as another image', async (stored) => {
  const given = zip([{ name: 'pi.img', data: sample.subarray(0, 20_000), stored }]);
  const step = Math.ceil(given.length / 150);
  let refused = 0;
  let kept = 0;
  for (let at = 0; at < given.length; at += step) {
    try {
      const bytes = await readImage(await put('flip', flipped(given, at, at % 8)));
      // A bit of the first signature makes it a raw file of the same bytes: no archive any more.
      if (at > 3) expect([at, sample.subarray(0, 20_000).equals(bytes)]).toEqual([at, true]);
      kept++;
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(10 * kept);
  for (let length = 30; length < given.length; length += step) {
    const { code } = await imageError(readImage(await put('cut', given.subarray(0, length))));
    expect([length, code]).toEqual([length, 'image-truncated']);
  }
  const garbage = Buffer.concat([given, Buffer.from('garbage')]);
  expect((await imageError(readImage(await put('garbage', garbage)))).code).toBe('image-trailing-garbage');
});
