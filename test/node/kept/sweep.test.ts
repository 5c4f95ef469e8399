import { lutimes, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeEach, expect, test } from 'vitest';
import type { KeptPort } from '../../../src/core/kept/ports.ts';
import { createKept } from '../../../src/node/kept/kept.ts';
import { partialName } from '../../../src/node/nix/partials.ts';
import { aKeptImage } from '../../core/kept/a-kept-image.ts';
import { fakeNix } from '../../core/kept/fake-nix.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const { signal } = new AbortController();
const HOURS_AGO = new Date(Date.now() - 2 * 3_600_000);
const COPY = 'pi-2026-11-22-11111111.img';

let folder = '';
let kept: KeptPort;
beforeEach(async () => {
  folder = join(await tempFolder(), 'images');
  kept = createKept(fakeNix({}), folder).kept;
});

async function old(name: string, linkTo?: string): Promise<string> {
  const path = join(folder, name);
  await (linkTo === undefined ? writeFile(path, 'x') : symlink(linkTo, path));
  await lutimes(path, HOURS_AGO, HOURS_AGO);
  return name;
}

test('removes what no record names, and nothing else', async () => {
  await kept.write(aKeptImage({ id: '11111111', file: COPY }));
  const child = execa('true');
  const { pid = 0 } = child;
  await child;
  const dead = partialName('pi-2026-11-22-99999999.img').replace(/\d+$/, String(pid));
  const left = [
    await old('99999999', '/nix/store/x'),
    await old('99999999-system', '/nix/store/x'),
    await old('.99999999.json-0a1b2c3d'),
    await old('pi-2026-11-22-99999999.img.zst'),
    await old('pi-2026-11-21-11111111.img'),
    await old(dead),
    await old('pi-2026-11-22-99999999.img.partial-elsewhere-7'),
  ];
  // A record that we do not understand, and what belongs to it.
  await old('aaaaaaaa.json');
  await old('aaaaaaaa', '/nix/store/x');
  await old('pi-2026-11-22-aaaaaaaa.img');
  await old('11111111', '/nix/store/x');
  await old(COPY);
  await old('99999998');
  await old('notes.txt');
  await old('my.img');
  await old(partialName('b.img').replace(/\d+$/, String(process.ppid)));
  await symlink('/nix/store/x', join(folder, '99999997'));
  await writeFile(join(folder, 'pi-2026-11-22-99999997.img'), 'x');
  const before = await readdir(folder);
  const { files, freedBytes } = await kept.sweep(signal);
  expect([...files].sort()).toEqual([...left].sort());
  expect(freedBytes).toBeGreaterThan(0);
  expect((await readdir(folder)).sort()).toEqual(before.filter((name) => !left.includes(name)).sort());
  expect(await kept.sweep(signal)).toEqual({ files: [], freedBytes: 0 });
});

test('makes no folder', async () => {
  expect(await kept.sweep(signal)).toEqual({ files: [], freedBytes: 0 });
  await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
});
