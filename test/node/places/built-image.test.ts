import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { KeptPort } from '../../../src/core/kept/ports.ts';
import type { KeptImage } from '../../../src/core/kept/record.ts';
import type { PlacedPorts, PlacedResult } from '../../../src/core/places/build-at.ts';
import type { Place } from '../../../src/core/places/place.ts';
import { createKept } from '../../../src/node/kept/kept.ts';
import { builtImage, type BuiltImage } from '../../../src/node/places/built-image.ts';
import { aKeptImage } from '../../core/kept/a-kept-image.ts';
import { fakeNix } from '../../core/kept/fake-nix.ts';
import { OTHER, pieces, scriptedSsh, type ReadScript } from '../../support/scripted-ssh.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { sha256, testImage } from '../../support/test-image.ts';

const IMAGE = testImage(300_000);
const NAME = 'greenhouse-2026-11-22-1a2b3c4d.img.zst';
const OLDER = 'greenhouse-2026-11-20-1a2b3c4d.img.zst';
const whole: ReadScript = () => pieces(IMAGE, 65_536);
const { signal } = new AbortController();

const record = aKeptImage({ bytes: IMAGE.length, sha256: sha256(IMAGE), destination: 'ada@big', place: 'store:x' });

let folder = '';
let kept: KeptPort;
beforeEach(async () => {
  folder = join(await tempFolder(), 'images');
  await mkdir(folder);
  kept = createKept(fakeNix({}), folder).kept;
  await kept.write(record);
});

/** What a build has just said of it. */
function built(script: ReadScript = whole, changes: Partial<KeptImage> = {}) {
  const ssh = scriptedSsh(script);
  const image = { ...record, ...changes };
  const result = { imagePath: image.imagePath, bytes: image.bytes, elsewhere: 'ada@big', kept: image };
  const place = { kind: 'store', name: 'store:x', machines: [OTHER] };
  const ports = { ssh, kept, timestamp: () => '2026-11-22T21:30:00.000Z' };
  const made = builtImage(result as PlacedResult, place as unknown as Place, ports as unknown as PlacedPorts);
  if (made === null) throw new Error('no image');
  return { ssh, made };
}

async function bring(made: BuiltImage): Promise<string> {
  const found = await made.found(signal);
  if (found !== null) return basename(found);
  const to = await made.destination(null);
  if (to === null) throw new Error('nowhere to go');
  await made.bring(to, { signal });
  return basename(to);
}

async function copies(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.includes('.img')).sort();
}

test('comes into the folder once, and its record says so', async () => {
  const { made, ssh } = built();
  expect([await bring(made), await bring(made), ssh.passes()]).toEqual([NAME, NAME, 1]);
  expect(await kept.read(record.id)).toEqual({ ...record, file: NAME });
});

test.each([NAME, OLDER])('is taken up as %s, where a killed process had just brought it', async (name) => {
  await writeFile(join(folder, name), IMAGE);
  const { made, ssh } = built();
  expect([await bring(made), ssh.passes()]).toEqual([name, 0]);
  expect((await kept.read(record.id))?.file).toBe(name);
});

test.each([
  ['shorter', IMAGE.subarray(1)],
  ['another', Buffer.concat([Buffer.from('x'), IMAGE.subarray(1)])],
])('is brought again where the file of its name is %s', async (_, text) => {
  await writeFile(join(folder, NAME), text);
  await kept.write({ ...record, file: NAME });
  const { made } = built(whole, { file: NAME });
  expect(await bring(made)).toBe(NAME);
  expect((await readFile(join(folder, NAME))).equals(IMAGE)).toBe(true);
});

test('may be brought by two at once', async () => {
  const second = built();
  const first = built(async function* () {
    yield* pieces(IMAGE.subarray(0, 100_000));
    // What another process is done with first: in this one its temporary name would be the same.
    await writeFile(join(folder, NAME), IMAGE);
    expect(await bring(second.made)).toBe(NAME);
    yield* pieces(IMAGE.subarray(100_000));
  });
  expect(await bring(first.made)).toBe(NAME);
  expect(await copies()).toEqual([NAME]);
});

test('changes nothing of its record but the name of the copy, and brings none back', async () => {
  const { made } = built();
  await kept.write({ ...record, order: 9, ms: 7 });
  await bring(made);
  expect(await kept.read(record.id)).toEqual({ ...record, order: 9, ms: 7, file: NAME });
  await kept.remove({ ...record, file: NAME });
  await bring(made);
  expect(await kept.list()).toEqual({ images: [], skipped: [] });
});
