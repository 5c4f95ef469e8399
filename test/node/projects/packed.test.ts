import {
  appendFile,
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProjects } from '../../../src/node/projects/pack.ts';
import { folderWith, git, packed, refusal, repositoryWith } from '../../support/packed-project.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe('the hash', () => {
  const files = { 'flake.nix': 'f', 'run.sh': '#!/bin/sh', link: '-> run.sh' };

  it('is the same for the same files, from a folder and from git', async () => {
    const [folder, repository] = [await folderWith(files), await repositoryWith(files)];
    expect((await packed(`path:${folder}`)).hash).toBe((await packed(`git+file://${repository}`)).hash);
  });

  it.each<[string, (folder: string) => Promise<unknown>]>([
    ['a content', (folder) => writeFile(path.join(folder, 'flake.nix'), 'g')],
    ['a name', (folder) => rename(path.join(folder, 'flake.nix'), path.join(folder, 'flake.nix2'))],
    ['a mode', (folder) => chmod(path.join(folder, 'run.sh'), 0o644)],
    ['a link', (folder) => rm(path.join(folder, 'link')).then(() => symlink('flake.nix', path.join(folder, 'link')))],
    [
      'a link that becomes a file',
      (folder) => rm(path.join(folder, 'link')).then(() => writeFile(path.join(folder, 'link'), 'run.sh')),
    ],
    ['an empty folder', (folder) => mkdir(path.join(folder, 'empty'))],
  ])('changes with %s', async (_, change) => {
    const folder = await folderWith(files);
    const before = (await packed(`path:${folder}`)).hash;
    await change(folder);
    expect((await packed(`path:${folder}`)).hash).not.toBe(before);
  });
});

describe('a file that is changed while it is sent', () => {
  it.each<[string, (file: string) => Promise<unknown>]>([
    ['grown', (file) => appendFile(file, 'x')],
    ['shortened', (file) => truncate(file, 3)],
    ['of the same length', (file) => writeFile(file, 'abcdeX')],
    ['gone', (file) => rm(file)],
  ])('is an error: %s', async (what, change) => {
    const folder = await folderWith({ 'flake.nix': 'abcdef' });
    const project = await packed(`path:${folder}`);
    await change(path.join(folder, 'flake.nix'));
    let last = '';
    const read = async (): Promise<void> => {
      for await (const chunk of project.archive()) last = Buffer.from(chunk).toString('latin1');
    };
    await expect(read()).rejects.toEqual(refusal(what === 'gone' ? 'ENOENT' : 'changed'));
    // Nobody over there takes it for whole.
    expect(last).not.toContain(project.hash);
  });
});

describe('takeLock', () => {
  const lock = (revision: string): string =>
    `${JSON.stringify({ nodes: { root: { revision } }, root: 'root', version: 7 })}\n`;

  it('puts a new lock into the folder of the flake, and tells git', async () => {
    const folder = await repositoryWith({ 'pi/flake.nix': 'f' });
    const file = path.join(folder, 'pi/flake.lock');
    expect(await (await packed(`git+file://${folder}?dir=pi`)).takeLock(lock('a'))).toEqual({ state: 'taken', file });
    expect(await readFile(file, 'utf8')).toBe(lock('a'));
    expect(await git(folder, 'ls-files', '--', 'pi/flake.lock')).toBe('pi/flake.lock');
    // Nothing is staged.
    expect(await git(folder, 'diff', '--cached', '--name-only', '--diff-filter=M')).toBe('');
    expect(await (await packed(`git+file://${folder}?dir=pi`)).takeLock(lock('a'))).toEqual({ state: 'same', file });
  });

  it('takes the place of ours, unless that was changed since', async () => {
    const folder = await folderWith({ 'flake.nix': 'f', 'flake.lock': lock('a') });
    const project = await packed(`path:${folder}`);
    expect(await project.takeLock(lock('b'))).toMatchObject({ state: 'taken' });
    expect(await project.takeLock(lock('c'))).toMatchObject({ state: 'changed' });
    await rm(path.join(folder, 'flake.lock'));
    expect(await project.takeLock(lock('c'))).toMatchObject({ state: 'changed' });
    expect((await readdir(folder)).sort()).toEqual(['flake.nix']);
  });

  it.each(['', 'Welcome to other!\n', '[]', '{"nodes": {}}'])('takes nothing that is no lock: %j', async (text) => {
    const folder = await folderWith({ 'flake.nix': 'f' });
    await expect((await packed(`path:${folder}`)).takeLock(text)).rejects.toMatchObject({ code: 'unexpected' });
    expect(await readdir(folder)).toEqual(['flake.nix']);
  });
});

describe('id', () => {
  it('stands for the words, and on another computer is another one', async () => {
    const folder = await tempFolder();
    const at = (name: string) => createProjects({ idFile: path.join(folder, name, 'id') });
    const id = await at('one').id(['flake', 'pi']);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(await at('one').id(['flake', 'pi'])).toBe(id);
    expect(await at('one').id(['flakep', 'i'])).not.toBe(id);
    expect(await at('two').id(['flake', 'pi'])).not.toBe(id);
    expect((await stat(path.join(folder, 'one/id'))).mode & 0o777).toBe(0o600);
  });

  it('is the same in calls at the same time, and where nothing can be kept', async () => {
    const folder = await tempFolder();
    const ids = await Promise.all(
      [1, 2, 3, 4].map(() => createProjects({ idFile: path.join(folder, 'new/id') }).id(['x'])),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await readdir(path.join(folder, 'new'))).toEqual(['id']);
    await writeFile(path.join(folder, 'new/id'), 'spoiled');
    const mended = createProjects({ idFile: path.join(folder, 'new/id') });
    expect(await mended.id(['x'])).toBe(await mended.id(['x']));
    await writeFile(path.join(folder, 'file'), '');
    const nowhere = createProjects({ idFile: path.join(folder, 'file/id') });
    expect(await nowhere.id(['x'])).toBe(await nowhere.id(['x']));
  });
});
