import { mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { replaceFiles } from '../../../src/node/projects/files.ts';
import { fixedFiles } from '../../../src/node/projects/fixed-files.ts';
import { readGiven, readKeys } from '../../../src/node/projects/given-files.ts';
import { lookAtThisComputer } from '../../../src/node/projects/this-computer.ts';
import { KEYS } from '../../core/spec/some-answers.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** Where nothing can be moved to. */
const failing = vi.hoisted(() => ({ path: '' }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const rename: typeof real.rename = (from, to) =>
    to === failing.path ? Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' })) : real.rename(from, to);
  return { ...real, rename };
});

describe('replaceFiles', () => {
  test('writes into folders that are new, and leaves nothing else there', async () => {
    const folder = await tempFolder();
    await writeFile(path.join(folder, 'a'), 'old');
    await replaceFiles(folder, new Map([['a', 'new'], ['b/c/d', 'deep']])); // prettier-ignore
    expect(await readFile(path.join(folder, 'a'), 'utf8')).toBe('new');
    expect(await readFile(path.join(folder, 'b/c/d'), 'utf8')).toBe('deep');
    expect((await readdir(folder, { recursive: true })).sort()).toEqual(['a', 'b', 'b/c', 'b/c/d']);
    expect((await stat(path.join(folder, 'b/c/d'))).mode & 0o111).toBe(0);
  });

  test('writes none when one cannot be written', async () => {
    const folder = await tempFolder();
    await writeFile(path.join(folder, 'a'), 'old');
    await mkdir(path.join(folder, 'b'));
    const files = new Map([['a', 'new'], ['b', 'in the way of a folder']]); // prettier-ignore
    await expect(replaceFiles(folder, files)).rejects.toMatchObject({ code: 'project-write-failed' });
    expect(await readFile(path.join(folder, 'a'), 'utf8')).toBe('old');
    expect((await readdir(folder)).sort()).toEqual(['a', 'b']);
  });

  test('puts back what was there when a file cannot be moved to its place', async () => {
    const folder = await tempFolder();
    await writeFile(path.join(folder, 'a'), 'old');
    await symlink('a', path.join(folder, 'link'));
    const files = new Map(['a', 'link', 'fresh', 'b'].map((name) => [name, 'new']));
    failing.path = path.join(folder, 'b');
    await expect(replaceFiles(folder, files)).rejects.toMatchObject({
      code: 'project-write-failed',
      facts: { path: failing.path, reason: 'EIO' },
    });
    expect((await readdir(folder)).sort()).toEqual(['a', 'link']);
    expect(await readFile(path.join(folder, 'a'), 'utf8')).toBe('old');
    expect(await readlink(path.join(folder, 'link'))).toBe('a');
  });

  test('follows no link out of the folder', async () => {
    const [folder, elsewhere] = [await tempFolder(), await tempFolder()];
    await symlink(elsewhere, path.join(folder, 'modules'));
    const written = replaceFiles(folder, new Map([['modules/x.nix', '{}']]));
    await expect(written).rejects.toMatchObject({ code: 'project-file-outside', facts: { path: 'modules/x.nix' } });
    expect(await readdir(elsewhere)).toEqual([]);
  });

  test('replaces a link, and not what it leads to', async () => {
    const [folder, elsewhere] = [await tempFolder(), await tempFolder()];
    await writeFile(path.join(elsewhere, 'x'), 'precious');
    await symlink(path.join(elsewhere, 'x'), path.join(folder, 'x'));
    await replaceFiles(folder, new Map([['x', 'mine']]));
    expect(await readFile(path.join(elsewhere, 'x'), 'utf8')).toBe('precious');
    expect(await readFile(path.join(folder, 'x'), 'utf8')).toBe('mine');
  });
});

test('the fixed files differ between releases in flake.nix alone', async () => {
  const [stable, unstable] = [await fixedFiles('26.05'), await fixedFiles('unstable')];
  const differ = [...stable].filter(([file, text]) => unstable.get(file) !== text).map(([file]) => file);
  expect(differ).toEqual(['flake.nix']);
  expect([...unstable.keys()]).toEqual([...stable.keys()]);
  expect([...stable.keys()]).toEqual(expect.arrayContaining(['.gitignore', 'modules/default.nix', 'README.md']));
  expect([...stable.keys()].filter((file) => file.startsWith('_'))).toEqual([]);
});

describe('a key that is given', () => {
  test('as a text is that text', async () => expect(await readKeys(` ${KEYS.rsa2048}\n`)).toEqual([KEYS.rsa2048]));

  test('as a file that is not there is an error', async () => {
    await expect(readKeys('/nowhere/id.pub')).rejects.toMatchObject({
      code: 'answers-unreadable',
      facts: { file: '/nowhere/id.pub', reason: 'ENOENT' },
    });
    await expect(readGiven('/')).rejects.toMatchObject({ facts: { reason: 'EISDIR' } });
  });

  test.each([
    'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gt',
    'AGE-SECRET-KEY-1QQQQ',
    '-----BEGIN-OPENSSH-PRIVATE KEY-----',
  ])('as what may be a private key is a key, and no file whose name is told: %j', async (text) => {
    expect(await readKeys(text)).toEqual([text]);
  });

  test.each(['PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nAAAA\n', 'AGE-SECRET-KEY-1QQQQ\nx\n'])(
    'as a file with a private key is one key: %j',
    async (text) => {
      const file = path.join(await tempFolder(), 'id.ppk');
      await writeFile(file, text);
      expect(await readKeys(file)).toEqual([text.trim()]);
    },
  );

  test('as a file without any is an error', async () => {
    const file = path.join(await tempFolder(), 'none.pub');
    await writeFile(file, '# my keys\n\n');
    await expect(readKeys(file)).rejects.toMatchObject({ code: 'no-keys', facts: { file } });
  });

  test('as a file that is no text is an error that names it', async () => {
    const file = path.join(await tempFolder(), 'latin1');
    await writeFile(file, Buffer.from([0x7b, 0xe4, 0x7d]));
    await expect(readGiven(file)).rejects.toMatchObject({
      code: 'answers-unreadable',
      facts: { file, reason: 'EILSEQ' },
    });
    await writeFile(file, '\ufeff{}');
    expect(await readGiven(file)).toBe('{}');
  });

  test('as a file with a blank in its name is found', async () => {
    const file = path.join(await tempFolder(), 'my key.pub');
    await writeFile(file, KEYS.ed25519);
    expect(await readKeys(file)).toEqual([KEYS.ed25519]);
  });
});

describe('this computer', () => {
  test.each([
    [{ LANG: 'de_CH.UTF-8' }, 'de_CH.UTF-8', 'CH'],
    [{ LANG: 'en_US', LC_ALL: 'pt_BR.ISO-8859-1' }, 'pt_BR.UTF-8', 'BR'],
    // glibc has no other Hindi of India than one in UTF-8, and so no name for it with `.UTF-8`.
    [{ LANG: 'hi_IN.UTF-8' }, 'hi_IN', 'IN'],
    [{ LANG: 'C.UTF-8', LC_ALL: '' }, null, null],
    [{}, null, null],
  ])('with %j has the locale %s and the country %s', async (env, locale, country) => {
    expect(await lookAtThisComputer(env)).toMatchObject({ locale, country });
  });

  test('offers the keys that a Pi could use', async () => {
    const home = await tempFolder();
    expect((await lookAtThisComputer({ HOME: home })).keys).toEqual([]);
    await mkdir(path.join(home, '.ssh'));
    for (const [name, text] of Object.entries({ 'b.pub': KEYS.ed25519, 'a.pub': KEYS.rsa2048, 'c.pub': KEYS.rsa1024 }))
      await writeFile(path.join(home, '.ssh', name), `${text}\n`);
    await writeFile(path.join(home, '.ssh/id_ed25519'), '-----BEGIN OPENSSH PRIVATE KEY-----');
    const { keys } = await lookAtThisComputer({ HOME: home });
    expect(keys.map(({ file }) => path.basename(file))).toEqual(['a.pub', 'b.pub']);
    expect(keys[1]?.text).toBe(KEYS.ed25519);
  });
});
