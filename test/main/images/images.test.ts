import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { images as given } from '../../../src/node/images/images.ts';
import { openFromOutside } from '../../../src/main/images/open-from-outside.ts';
import { demoImage } from '../../support/demo-image.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testImage } from '../../support/test-image.ts';
import { cardWorld } from '../flash/card-world.ts';

async function inFolder(way: 'pi' | 'image' = 'pi') {
  const folder = await tempFolder();
  const at = (name: string): string => path.join(folder, name);
  return { at, ...cardWorld({ folder, way }) };
}

test('content tells the format, and an image that takes a seed says what it needs', async () => {
  const { at, images, image } = await inFolder();
  await writeFile(at('holiday.jpg'), gzipSync(demoImage()));
  await images.openPath(at('holiday.jpg'));
  expect(image()).toMatchObject({ kind: 'file', name: 'holiday.jpg', format: 'gzip', bytes: null, seed: 'takes' });
  expect(image()?.needs?.host).toBe(image()?.host);
});

test('one that takes no seed is written as it is: it needs nothing', async () => {
  const { at, images, image } = await inFolder();
  await writeFile(at('other.img'), testImage(1 << 20));
  await images.openPath(at('other.img'));
  expect(image()).toMatchObject({ format: 'raw', bytes: 1 << 20, seed: 'refuses', needs: null, host: null });
});

test.each([
  ['missing.img', null, 'image-not-found'],
  ['empty.img', Buffer.alloc(0), 'image-empty'],
  ['page.img', Buffer.from('<!doctype html><html><body>404</body></html>'), 'image-unknown-format'],
  ['cut.img.gz', gzipSync(testImage(100_000)).subarray(0, 20_000), 'image-truncated'],
])('%s is refused, and the image before it stays', async (name, content, code) => {
  const { at, images, image } = await inFolder();
  await writeFile(at('good.img'), testImage(4096));
  await images.openPath(at('good.img'));
  const before = image();
  if (content) await writeFile(at(name), content);
  await expect(images.openPath(at(name))).rejects.toMatchObject({ code });
  expect(image()).toEqual(before);
  expect((await images.recent()).map((one) => one.name)).toEqual(['good.img']);
});

test('files that were used are offered again as long as they are there, by an id that cannot be made up', async () => {
  const { at, images, image } = await inFolder();
  for (const name of ['a.img', 'b.img', 'a.img']) {
    await writeFile(at(name), testImage(4096));
    await images.openPath(at(name));
  }
  const recent = await images.recent();
  expect(recent.map(({ name }) => name)).toEqual(['a.img', 'b.img']);
  await images.useOffer(recent[1]?.id ?? '');
  expect(image()?.name).toBe('b.img');
  await expect(images.useOffer('0'.repeat(32))).rejects.toMatchObject({ code: 'offer-gone' });
  // The image that is chosen is no file to be chosen.
  await expect(images.useOffer(image()?.id ?? '')).rejects.toMatchObject({ code: 'offer-gone' });
});

test('of two that were opened one after the other the later stays', async () => {
  const { at, images, image } = await inFolder();
  await writeFile(at('slow.img.gz'), gzipSync(demoImage()));
  await writeFile(at('quick.img'), testImage(4096));
  await Promise.all([images.openPath(at('slow.img.gz')), images.openPath(at('quick.img'))]);
  expect(image()?.name).toBe('quick.img');
});

test('what a build has made is looked into like a file', async () => {
  const { at, images, image } = await inFolder();
  await writeFile(at('built.img'), demoImage());
  const built = { kind: 'built', name: 'built.img', host: 'demo', kept: null } as const;
  await images.takeBuilt({ ...built, image: { elsewhere: null, path: at('built.img'), bytes: 1, images: given } });
  expect(image()).toMatchObject({ kind: 'built', name: 'demo', seed: 'takes' });
});

test('what a build has made can be chosen again after a file, until another build has made something', async () => {
  const { at, images, image } = await inFolder();
  await writeFile(at('built.img'), demoImage());
  await writeFile(at('file.img'), testImage(4096));
  const built = { kind: 'built', name: 'built.img', host: 'demo', kept: null } as const;
  const lies = { elsewhere: null, path: at('built.img'), bytes: 1, images: given };
  const { id } = await images.takeBuilt({ ...built, image: lies });
  await images.openPath(at('file.img'));
  expect(images.useBuilt(id).id).toBe(id);
  expect(image()).toMatchObject({ id, kind: 'built' });
  const { id: next } = await images.takeBuilt({ ...built, image: lies });
  expect(image()?.id).toBe(next);
  expect(() => images.useBuilt(id)).toThrow(/offer-gone/);
});

test('a build that ends while an image file is being chosen or was chosen leaves it alone', async () => {
  const { at, images, image } = await inFolder('image');
  await writeFile(at('built.img'), demoImage());
  await writeFile(at('file.img'), testImage(4096));
  const built = { kind: 'built', name: 'built.img', host: 'demo', kept: null } as const;
  const lies = { elsewhere: null, path: at('built.img'), bytes: 1, images: given };
  const [, made] = await Promise.all([images.openPath(at('file.img')), images.takeBuilt({ ...built, image: lies })]);
  expect(image()?.name).toBe('file.img');
  images.useBuilt(made.id);
  expect(image()?.id).toBe(made.id);
});

test('a file that was opened from outside is told of, a bad one too', async () => {
  const { at, images, image } = await inFolder();
  const told: unknown[] = [];
  await writeFile(at('good.img'), testImage(4096));
  await openFromOutside(images, 'good.img', path.dirname(at('x')), (opened) => told.push(opened));
  await openFromOutside(images, at('none.img'), '/', (opened) => told.push(opened));
  expect(told).toMatchObject([
    { ok: true, image: image()?.id },
    { ok: false, error: { code: 'image-not-found' } },
  ]);
});
