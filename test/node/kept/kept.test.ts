import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import type { NixPort } from '../../../src/core/nix/ports.ts';
import { createKept } from '../../../src/node/kept/kept.ts';
import { localFlakeFacts } from '../../../src/node/kept/local-flake-facts.ts';
import { aKeptImage } from '../../core/kept/a-kept-image.ts';
import { fakeNix } from '../../core/kept/fake-nix.ts';
import { sha256 } from '../../support/test-image.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const noNix: NixPort = fakeNix({});

async function aFolder(): Promise<{ folder: string; kept: ReturnType<typeof createKept>['kept'] }> {
  const folder = join(await tempFolder(), 'images');
  return { folder, kept: createKept(noNix, folder).kept };
}

const one = aKeptImage({ id: '11111111', order: 1 });
const two = aKeptImage({ id: '22222222', order: 2 });

describe('the folder of kept images', () => {
  test('need not be there', async () => {
    const { kept } = await aFolder();
    expect(await kept.list()).toEqual({ images: [], skipped: [] });
    expect(await kept.newId()).toMatch(/^[0-9a-f]{8}$/);
  });

  test('gives back what was written, the newest first, for nobody else to read', async () => {
    const { folder, kept } = await aFolder();
    await kept.write(one);
    await kept.write(two);
    await kept.write({ ...one, ms: 7 });
    expect(await kept.list()).toEqual({ images: [two, { ...one, ms: 7 }], skipped: [] });
    expect(await readdir(folder)).toEqual(['11111111.json', '22222222.json']);
    expect((await stat(join(folder, '11111111.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  test('leaves alone what it does not understand, and says so', async () => {
    const { folder, kept } = await aFolder();
    await kept.write(one);
    const file = (name: string): string => join(folder, name);
    await writeFile(file('aaaaaaaa.json'), '{"format": 1, "id": "aaaa');
    await writeFile(file('bbbbbbbb.json'), JSON.stringify({ ...one, id: 'bbbbbbbb', format: 2, more: true }));
    // Another image's record under a name of its own: to remove it would remove the other's files.
    await writeFile(file('cccccccc.json'), JSON.stringify(one));
    await mkdir(file('dddddddd.json'));
    await writeFile(file('eeeeeeee.json'), JSON.stringify({ ...one, id: 'eeeeeeee', file: '../../etc/passwd' }));
    await writeFile(file('notes.json'), 'mine');
    const { images, skipped } = await kept.list();
    expect(images).toEqual([one]);
    const reasons = skipped.map((skip) => [skip.file, skip.reason]).sort();
    expect(reasons).toEqual([
      [file('aaaaaaaa.json'), 'broken'],
      [file('bbbbbbbb.json'), 'newer'],
      [file('cccccccc.json'), 'broken'],
      [file('dddddddd.json'), 'unreadable'],
      [file('eeeeeeee.json'), 'broken'],
    ]);
    expect(await readdir(folder)).toHaveLength(7);
  });

  test('removes a record and its copy, and nothing else', async () => {
    const { folder, kept } = await aFolder();
    const name = 'greenhouse-2026-11-22-11111111.img';
    await kept.write({ ...one, file: name });
    await kept.write(two);
    await writeFile(join(folder, name), Buffer.alloc(100_000, 1));
    await writeFile(join(folder, 'other.img'), 'mine');
    const freed = await kept.remove({ ...one, file: name });
    expect(freed).toBeGreaterThanOrEqual(100_000);
    expect(await readdir(folder)).toEqual(['22222222.json', 'other.img']);
    // Somebody else was faster.
    expect(await kept.remove({ ...one, file: name })).toBe(0);
  });

  test.each([
    { id: '../../outside' },
    { file: '../outside' },
    { file: '../outside-11111111.img' },
    { file: 'other.img' },
    { file: '22222222.json' },
  ])('removes nothing for a hostile record: %j', async (changes) => {
    const { folder, kept } = await aFolder();
    await kept.write(two);
    await writeFile(join(folder, 'other.img'), 'mine');
    await writeFile(join(folder, '..', 'outside'), 'mine');
    await writeFile(join(folder, '..', 'outside-11111111.img'), 'mine');
    await expect(kept.remove({ ...one, ...changes })).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['22222222.json', 'other.img']);
    expect((await readdir(join(folder, '..'))).sort()).toEqual(['images', 'outside', 'outside-11111111.img']);
  });

  test('removes a link in the place of a copy, not what it leads to', async () => {
    const { folder, kept } = await aFolder();
    const name = 'greenhouse-2026-11-22-11111111.img';
    const outside = join(folder, '..', 'outside');
    await kept.write({ ...one, file: name });
    await writeFile(outside, 'mine');
    await symlink(outside, join(folder, name));
    await kept.remove({ ...one, file: name });
    expect(await readFile(outside, 'utf8')).toBe('mine');
  });

  test('reads one record as it is now, and none that is gone or broken', async () => {
    const { folder, kept } = await aFolder();
    await kept.write({ ...one, sha256: null });
    await writeFile(join(folder, '22222222.json'), 'broken');
    expect(await kept.read('11111111')).toEqual({ ...one, sha256: null });
    expect([await kept.read('22222222'), await kept.read('33333333')]).toEqual([null, null]);
  });

  test('writes no record that it could not read', async () => {
    const { folder, kept } = await aFolder();
    await kept.write(one);
    // That is no fault of the folder.
    await expect(kept.write({ ...one, sha256: 'x' })).rejects.not.toMatchObject({ code: 'images-folder' });
    expect(await readdir(folder)).toEqual(['11111111.json']);
    expect((await kept.list()).images).toEqual([one]);
  });

  test('that cannot be used is an error with its reason', async () => {
    const { folder, kept } = await aFolder();
    await writeFile(folder, 'a file');
    await expect(kept.list()).rejects.toMatchObject({
      code: 'images-folder',
      facts: { path: folder, reason: 'ENOTDIR' },
    });
    await expect(kept.write(one)).rejects.toMatchObject({ code: 'images-folder', facts: { reason: 'EEXIST' } });
  });
});

describe('what is left of an image', () => {
  async function inAStore() {
    const { folder, kept } = await aFolder();
    const store = join(folder, '..', 'store');
    const storePath = join(store, `${'a'.repeat(32)}-image`);
    const image = aKeptImage({ id: '11111111', storePath, imagePath: join(storePath, 'pi.img') });
    await mkdir(storePath, { recursive: true });
    await mkdir(folder, { recursive: true });
    await writeFile(image.imagePath, 'image');
    return { folder, kept, store, image };
  }

  test('is here with its root, and unprotected without it', async () => {
    const { folder, kept, image } = await inAStore();
    expect(await kept.look(image)).toBe('unprotected');
    await symlink('/nix/store/other', join(folder, image.id));
    expect(await kept.look(image)).toBe('unprotected');
    await rm(join(folder, image.id));
    await symlink(image.storePath, join(folder, image.id));
    expect(await kept.look(image)).toBe('here');
  });

  test('is gone from a store that is there, and nothing is known of one that is not', async () => {
    const { kept, store, image } = await inAStore();
    await rm(image.storePath, { recursive: true });
    expect(await kept.look(image)).toBe('gone');
    await rm(store, { recursive: true });
    expect(await kept.look(image)).toBe('elsewhere');
  });

  test('is elsewhere, or here as a copy', async () => {
    const { folder, kept } = await aFolder();
    const copy = 'greenhouse-2026-11-22-11111111.img';
    const image = aKeptImage({ id: '11111111', destination: 'ada@big', file: copy });
    expect(await kept.look(image)).toBe('elsewhere');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, copy), 'image');
    expect(await kept.look(image)).toBe('here');
  });
});

describe('roots in the store here', () => {
  test('are links that Nix is told of', async () => {
    const folder = join(await tempFolder(), 'images');
    const calls: (readonly string[])[] = [];
    const nix: NixPort = {
      ...noNix,
      run: (argv, { program }) => {
        calls.push([program ?? 'nix', ...argv]);
        return Promise.resolve({ code: 0, stdout: '', stderr: [] });
      },
    };
    await createKept(nix, folder).roots.keep('11111111-system', '/nix/store/x');
    expect(calls).toEqual([
      ['nix-store', '--realise', '/nix/store/x', '--add-root', join(folder, '11111111-system'), '--indirect'],
    ]);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  test('that cannot be made are an error', async () => {
    const { roots } = createKept(noNix, join(await tempFolder(), 'images'));
    await expect(roots.keep('11111111', '/nix/store/x')).rejects.toThrow(/nothing is known/);
  });

  test('are removed only where they are links of ours', async () => {
    const folder = await tempFolder();
    const { roots } = createKept(noNix, folder);
    await symlink('/nix/store/x', join(folder, '11111111'));
    await writeFile(join(folder, '22222222'), 'mine');
    await roots.unkeep(['11111111', '11111111-system', '22222222']);
    expect(await readdir(folder)).toEqual(['22222222']);
    for (const name of ['../x', 'x', '11111111.json', '', '11111111-system/..'])
      await expect(roots.unkeep([name])).rejects.toThrow();
  });
});

describe('a flake on this computer', () => {
  const lock = JSON.stringify({
    ...{ version: 7, root: 'root' },
    nodes: { root: { inputs: { nixpkgs: 'nixpkgs' } }, nixpkgs: { locked: { rev: 'c'.repeat(40) } } },
  });
  const git = (cwd: string, ...args: string[]) =>
    execa('git', ['-c', 'user.name=Ada', '-c', 'user.email=a@b', ...args], { cwd, timeout: 20_000 });

  test('of git has its commit, and says when a file was changed since', async () => {
    const folder = join(await tempFolder(), 'my pis');
    await mkdir(join(folder, 'sub'), { recursive: true });
    await git(folder, 'init', '--quiet');
    const flake = `git+file://${encodeURI(folder)}`;
    const nothing = { revision: null, lockHash: null, nixpkgsRevision: null };
    expect(await localFlakeFacts(flake)).toEqual(nothing);
    await writeFile(join(folder, 'flake.nix'), '{ }');
    await writeFile(join(folder, 'sub/flake.lock'), lock);
    await git(folder, 'add', '.');
    await git(folder, 'commit', '--quiet', '--message', 'x');
    const { stdout: head } = await git(folder, 'rev-parse', 'HEAD');
    expect(await localFlakeFacts(flake)).toEqual({ ...nothing, revision: head });
    const locked = { lockHash: sha256(Buffer.from(lock)), nixpkgsRevision: 'c'.repeat(40) };
    expect(await localFlakeFacts(`${flake}?dir=sub`)).toEqual({ revision: head, ...locked });
    // Nix does not see it.
    await writeFile(join(folder, 'untracked'), '');
    expect((await localFlakeFacts(flake))?.revision).toBe(head);
    await writeFile(join(folder, 'flake.nix'), '{ a = 1; }');
    expect((await localFlakeFacts(flake))?.revision).toBe(`${head}-dirty`);
    expect(await localFlakeFacts(`path:${encodeURI(folder)}/sub`)).toEqual({ revision: null, ...locked });
  });

  test.each(['github:a/b', 'git+file:///x?rev=abc', 'git+file:///x?ref=main', 'git+ssh://h/x', 'nixpkgs'])(
    'is not %s',
    async (flake) => expect(await localFlakeFacts(flake)).toBeNull(),
  );

  test('that is not there has no facts', async () => {
    expect(await localFlakeFacts('path:/nowhere/at/all')).toEqual({
      ...{ revision: null, lockHash: null, nixpkgsRevision: null },
    });
  });
});
