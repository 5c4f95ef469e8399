import { link, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import type { FlashTopic } from '../../../src/contract/window/flash.ts';
import { identify } from '../../../src/core/identify/identify.ts';
import { cardFiles } from '../../../src/node/card-files.ts';
import { currentElevationEnv } from '../../../src/node/elevate/ways.ts';
import { writerPort } from '../../../src/node/elevate/writer-port.ts';
import { demoImage } from '../../support/demo-image.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { sha256, testImage } from '../../support/test-image.ts';
import { removeWriterProgram, writerCommand } from '../../support/writer-program.ts';
import { cardWorld, NOTHING_MISSING, type CardWorld, type CardWorldOptions } from './card-world.ts';

afterAll(removeWriterProgram);

const HASH = `$6$saltsalt$${'x'.repeat(86)}`;

function world(folder: string, options: Partial<CardWorldOptions> = {}): CardWorld {
  const writer = (): ReturnType<typeof writerPort> => writerPort(currentElevationEnv(), writerCommand);
  return cardWorld({ folder, writer, ports: { cardFiles }, ...options });
}

/** Writes `image` to a new virtual card with the real writer. */
async function write(card: CardWorld, image: string, to: string): Promise<FlashTopic | null> {
  const { id: imageId } = await card.images.openPath(image);
  const { id } = card.list.addCard(to, null);
  card.list.choose([id]);
  await card.flash.start({ image: imageId, targets: [id], onlyChanged: false });
  return card.until((topic) => topic?.state === 'done' || topic?.state === 'failed' || topic?.state === 'asking');
}

test('an image file gets onto a virtual card byte by byte, without a question where nothing is lost', async () => {
  const folder = await tempFolder();
  const bytes = testImage(3 << 20);
  await writeFile(path.join(folder, 'pi.img.gz'), gzipSync(bytes));
  const card = world(folder);
  const end = await write(card, path.join(folder, 'pi.img.gz'), path.join(folder, 'card.img'));
  if (end?.error) throw new Error(JSON.stringify([end.error, end.targets[0]?.outcome]));
  expect(end).toMatchObject({ state: 'done', sha256: sha256(bytes), error: null });
  expect((await readFile(path.join(folder, 'card.img'))).equals(bytes)).toBe(true);
  expect(card.told.some((topic) => topic?.state === 'asking')).toBe(false);
});

test('a file that is there is asked about, and stays as it is after a no', async () => {
  const folder = await tempFolder();
  await writeFile(path.join(folder, 'pi.img'), testImage(1 << 20));
  await writeFile(path.join(folder, 'card.img'), 'an old card');
  const card = world(folder);
  const asked = await write(card, path.join(folder, 'pi.img'), path.join(folder, 'card.img'));
  expect(asked?.questions).toMatchObject([{ name: 'card.img', drive: null, typedName: null }]);
  card.flash.answer({ id: asked?.id ?? '', yes: false, typed: [] });
  await card.until((topic) => topic === null);
  expect(await readFile(path.join(folder, 'card.img'), 'utf8')).toBe('an old card');
});

test.each(['pi.img', 'hard.img', 'way/pi.img'])('the image itself is never overwritten: %s', async (name) => {
  const folder = await tempFolder();
  const bytes = testImage(1 << 20);
  await writeFile(path.join(folder, 'pi.img'), bytes);
  await link(path.join(folder, 'pi.img'), path.join(folder, 'hard.img'));
  await symlink(folder, path.join(folder, 'way'));
  const end = await write(world(folder), path.join(folder, 'pi.img'), path.join(folder, name));
  expect(end).toMatchObject({
    state: 'failed',
    begun: false,
    error: { code: 'refused', facts: { reason: 'is-image' } },
  });
  expect((await readFile(path.join(folder, 'pi.img'))).equals(bytes)).toBe(true);
});

test('each card gets a seed and a host key of its own, and the page never a secret', async () => {
  const folder = await tempFolder();
  await writeFile(path.join(folder, 'demo.img'), demoImage());
  const takeFor = () => Promise.resolve({ password: { hash: HASH }, wifi: [], tailscaleKey: null });
  const card = world(folder, { vault: { missing: () => Promise.resolve(NOTHING_MISSING), takeFor } });
  const keys: (string | undefined)[] = [];
  for (const name of ['one.img', 'two.img']) {
    const end = await write(card, path.join(folder, 'demo.img'), path.join(folder, name));
    expect(end).toMatchObject({ state: 'done', targets: [{ outcome: { kind: 'done', seed: true } }] });
    keys.push(end?.targets[0]?.hostKey?.fingerprint);
    const file = await cardFiles.open(path.join(folder, name));
    expect(await identify(file, file.bytes)).toMatchObject({ kind: 'nixberry', seed: { state: 'waiting' } });
    await file.close();
  }
  expect(keys[0]).toMatch(/^SHA256:/);
  expect(keys[1]).toMatch(/^SHA256:/);
  expect(keys[0]).not.toBe(keys[1]);
  const told = JSON.stringify(card.told);
  expect(told).not.toContain(HASH);
  expect(told).not.toContain('PRIVATE KEY');
});

test('what a card needs and nobody has given stops it before anything begins', async () => {
  const folder = await tempFolder();
  await writeFile(path.join(folder, 'demo.img'), demoImage());
  const missing = { password: true, wifi: [], tailscale: false } as unknown as typeof NOTHING_MISSING;
  const takeFor = () => Promise.reject(new Error('nothing may be taken'));
  const card = world(folder, { vault: { missing: () => Promise.resolve(missing), takeFor } });
  await expect(write(card, path.join(folder, 'demo.img'), path.join(folder, 'card.img'))).rejects.toMatchObject({
    code: 'seed-incomplete',
  });
  await expect(readFile(path.join(folder, 'card.img'))).rejects.toThrow(/ENOENT/);
});

test('a link in the place of the card is refused, and a name without .img gets it', async () => {
  const folder = await tempFolder();
  const card = world(folder);
  await symlink(path.join(folder, 'elsewhere.img'), path.join(folder, 'link.img'));
  expect(() => card.list.addCard(path.join(folder, 'link.img'), null)).toThrow(/refused.*link/);
  expect(() => card.list.addCard(path.join(folder, 'nowhere', 'card.img'), null)).toThrow(/folder-not-found/);
  expect(card.list.addCard(path.join(folder, 'letter.odt'), null)).toMatchObject({
    name: 'letter.odt.img',
    exists: false,
  });
});
