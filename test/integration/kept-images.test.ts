import { existsSync } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeEach, expect, test } from 'vitest';
import { remoteFlake } from '../../src/core/kept/flake-facts.ts';
import { findSystem } from '../../src/core/kept/system.ts';
import type { KeptImage } from '../../src/core/kept/record.ts';
import { useKeptStore } from './kept-store.ts';

const { flakeFolder, folder, nix, kept, roots, keep, forget, collectGarbage } = await useKeptStore();
const { signal } = new AbortController();
beforeEach(forget);

test('an image is kept, with what is known of it', async () => {
  const image = await keep('26.05.1');
  const { stdout: revision } = await execa('git', ['rev-parse', 'HEAD'], { cwd: flakeFolder });
  expect(image).toMatchObject({
    ...{ revision, nixpkgsRevision: null, bytes: 8, order: 1, destination: null, file: null },
    systemPath: expect.stringMatching(/-nixos-system-greenhouse-26\.05\.1$/) as string,
  });
  const { stdout: sums } = await execa('sha256sum', [image.imagePath, join(flakeFolder, 'flake.lock')]);
  expect(sums.split('\n').map((line) => line.slice(0, 64))).toEqual([image.sha256, image.lockHash]);
  expect((await readdir(folder)).sort()).toEqual([image.id, `${image.id}-system`, `${image.id}.json`]);
  expect(await readlink(join(folder, image.id))).toBe(image.storePath);
  expect((await kept.list()).images).toEqual([image]);
  expect(await kept.look(image)).toBe('here');
});

test('it outlives the collection of garbage with its system, until it is let go of', async () => {
  const image = await keep('26.05.2');
  await collectGarbage();
  expect(existsSync(image.imagePath)).toBe(true);
  expect(existsSync(image.systemPath ?? '')).toBe(true);
  expect(await findSystem(nix, image.storePath, signal)).toBe(image.systemPath);
  await roots.unkeep([image.id, `${image.id}-system`]);
  expect(await kept.look(image)).toBe('unprotected');
  await collectGarbage();
  expect(existsSync(image.imagePath)).toBe(false);
  expect(existsSync(image.systemPath ?? '')).toBe(false);
  expect(await kept.look(image)).toBe('gone');
});

test('built again it is the same image, and the newest', async () => {
  const first = await keep('26.05.3');
  const second = await keep('26.05.4');
  const again = await keep('26.05.3');
  expect(again).toMatchObject({ id: first.id, order: 3 });
  expect((await kept.list()).images.map(({ id }) => id)).toEqual([first.id, second.id]);
  expect(await kept.look(again)).toBe('here');
});

test('it takes the place of one that is too old', async () => {
  const images: KeptImage[] = [];
  for (const version of ['26.05.5', '26.05.6', '26.05.7']) images.push(await keep(version, '6.12.41', 100, 2));
  expect((await kept.list()).images).toEqual(images.slice(1).reverse());
  await collectGarbage();
  expect(images.map(({ imagePath }) => existsSync(imagePath))).toEqual([false, true, true]);
});

test('a flake that Nix fetches is asked of Nix', async () => {
  await keep('26.05.8');
  const { stdout: revision } = await execa('git', ['rev-parse', 'HEAD'], { cwd: flakeFolder });
  const facts = await remoteFlake(`git+file://${flakeFolder}?rev=${revision}`, nix, signal);
  const { stdout: sum } = await execa('sha256sum', [join(flakeFolder, 'flake.lock')]);
  expect(facts).toEqual({ revision, lockHash: sum.slice(0, 64), nixpkgsRevision: null });
});
