import { execa } from 'execa';
import { mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProjects } from '../../../src/node/projects/pack.ts';
import {
  folderWith,
  git,
  never,
  packed,
  projects,
  refusal,
  repositoryWith,
  unpacked,
} from '../../support/packed-project.ts';

describe('of a git repository', () => {
  it('sends the files that git knows, as they are in the work tree', async () => {
    const folder = await repositoryWith({
      'flake.nix': 'old',
      'modules/a b.nix': 'a',
      'run.sh': '#!/bin/sh',
      link: '-> modules/a b.nix',
      gone: 'x',
      '.gitignore': 'secret*\nresult\n',
    });
    await writeFile(path.join(folder, 'flake.nix'), 'new');
    await rm(path.join(folder, 'gone'));
    await writeFile(path.join(folder, 'secret.key'), 'SECRET');
    await writeFile(path.join(folder, 'untracked.nix'), 'u');
    await writeFile(path.join(folder, 'intended.nix'), 'i');
    await git(folder, 'add', '--intent-to-add', 'intended.nix');
    const project = await packed(`git+file://${folder}`);
    expect(await unpacked(project)).toEqual({
      '.gitignore': 'secret*\nresult\n',
      'flake.nix': 'new',
      'intended.nix': 'i',
      link: '-> modules/a b.nix',
      'modules/a b.nix': 'a',
      'run.sh': '*#!/bin/sh',
    });
    expect(project).toMatchObject({ files: 6, folder: '', lockHash: null });
  });

  it('sends all of it when the flake is in a folder of it', async () => {
    const folder = await repositoryWith({
      'hosts/my pi/flake.nix': 'f',
      'hosts/my pi/flake.lock': '{}',
      'lib.nix': 'l',
    });
    const project = await packed(`git+file://${folder}?dir=hosts/my%20pi`);
    expect(project.folder).toBe('hosts/my pi');
    expect(project.lockHash).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.keys(await unpacked(project))).toHaveLength(3);
  });

  it('sends the files of submodules only when they were asked for', async () => {
    const part = await repositoryWith({ 'part.nix': 'p' });
    await git(part, 'commit', '--quiet', '-m', 'one');
    const folder = await repositoryWith({ 'flake.nix': 'f' });
    await git(folder, 'submodule', '--quiet', 'add', part, 'part');
    expect(Object.keys(await unpacked(await packed(`git+file://${folder}`))).sort()).toEqual([
      '.gitmodules',
      'flake.nix',
    ]);
    const asked = async (): Promise<readonly string[]> =>
      Object.keys(await unpacked(await packed(`git+file://${folder}?submodules=1`))).sort();
    expect(await asked()).toEqual(['.gitmodules', 'flake.nix', 'part/part.nix']);
    await git(folder, 'submodule', '--quiet', 'deinit', '--force', 'part');
    expect(await asked()).toEqual(['.gitmodules', 'flake.nix']);
  });

  it('sends nothing that lies behind a link', async () => {
    const folder = await repositoryWith({ 'flake.nix': 'f', 'parts/secret.nix': 'ours' });
    const elsewhere = await folderWith({ 'secret.nix': 'SECRET' });
    await rm(path.join(folder, 'parts'), { recursive: true });
    await symlink(elsewhere, path.join(folder, 'parts'));
    expect(await unpacked(await packed(`git+file://${folder}`))).toEqual({ 'flake.nix': 'f' });
  });

  it('sends a file once that is in the middle of a merge', async () => {
    const folder = await repositoryWith({ 'flake.nix': 'base' });
    const commit = (text: string) =>
      writeFile(path.join(folder, 'flake.nix'), text).then(() => git(folder, 'commit', '--quiet', '-a', '-m', text));
    await commit('one');
    await git(folder, 'checkout', '--quiet', '-b', 'other');
    await commit('two');
    await git(folder, 'checkout', '--quiet', '-');
    await commit('three');
    await expect(git(folder, 'merge', '--quiet', 'other')).rejects.toThrow();
    expect(await packed(`git+file://${folder}`)).toMatchObject({ files: 1 });
  });

  it.each(['ref=main', 'rev=0123456789012345678901234567890123456789'])('refuses %s', async (query) => {
    await expect(projects.pack(`git+file:///repo?${query}`, never)).rejects.toEqual(refusal('revision'));
  });

  it('refuses a folder that is none', async () => {
    const folder = await folderWith({ 'flake.nix': 'f' });
    const detail = expect.stringContaining('not a git repository') as string;
    await expect(projects.pack(`git+file://${folder}`, never)).rejects.toEqual(
      refusal('git', { path: folder, detail }),
    );
  });
});

describe('of a folder', () => {
  it('sends all but .git, links to results, and images', async () => {
    const folder = await folderWith({
      'flake.nix': 'f',
      '.git/config': 'c',
      'parts/.git': 'gitdir: x',
      'parts/deep/part.nix': 'p',
      'pi.img': 'image',
      'sub/pi.img.zst': 'image',
      'images.nix': 'i',
      result: '-> /nix/store/abc-image',
      'result-pi': '-> /nix/store/abc-image',
      'result-of-mine': '-> parts',
      'results.txt': 'r',
      '.hidden': 'h',
    });
    await mkdir(path.join(folder, 'hosts'));
    expect(await unpacked(await packed(`path:${folder}`))).toEqual({
      '.hidden': 'h',
      'flake.nix': 'f',
      'hosts/': '',
      'images.nix': 'i',
      'parts/deep/part.nix': 'p',
      'result-of-mine': '-> parts',
      'results.txt': 'r',
      'sub/': '',
    });
  });

  it('sends names as they are, however odd or long', async () => {
    const names = ['a b', 'ä ñ 🌿', 'line\nfeed', '"quoted" $x', '-rf', 'x'.repeat(200), `${'long/'.repeat(60)}é`];
    const folder = await folderWith(Object.fromEntries([...names, 'flake.nix'].map((name) => [name, 'text'])));
    await symlink(`${'ü'.repeat(90)}/${'t'.repeat(150)}`, path.join(folder, 'far'));
    const arrived = await unpacked(await packed(`path:${folder.replaceAll('/', '%2F')}`));
    expect(Object.keys(arrived).sort()).toEqual([...names, 'flake.nix', 'far'].sort());
    expect(arrived.far).toBe(`-> ${'ü'.repeat(90)}/${'t'.repeat(150)}`);
  });

  it('knows relative references, and links on the way', async () => {
    const folder = await folderWith({ 'real/flake.nix': 'f', link: '-> real' });
    const there = createProjects({ cwd: folder });
    const [real, link] = [await there.pack('path:./real', never), await there.pack('path:link', never)];
    expect(real?.hash).toBe(link?.hash);
    expect(real?.files).toBe(1);
  });

  it('refuses what is no file, and a name that is no text', async () => {
    const folder = await folderWith({ 'flake.nix': 'f' });
    await execa('mkfifo', [path.join(folder, 'pipe')]);
    await expect(projects.pack(`path:${folder}`, never)).rejects.toEqual(
      refusal('special', { path: path.join(folder, 'pipe') }),
    );
    await rm(path.join(folder, 'pipe'));
    await writeFile(Buffer.concat([Buffer.from(`${folder}/bad-`), Buffer.from([0xff])]), 'x');
    await expect(projects.pack(`path:${folder}`, never)).rejects.toEqual(refusal('name'));
  });

  it('refuses what is too large, and names the largest', async () => {
    const folder = await folderWith({ 'flake.nix': 'f', 'data/huge': '' });
    await truncate(path.join(folder, 'data/huge'), 600 * 2 ** 20);
    await expect(projects.pack(`path:${folder}`, never)).rejects.toEqual(
      refusal('too-large', { path: folder, largest: 'data/huge', largestBytes: 600 * 2 ** 20 }),
    );
  });

  it('refuses one that is not there', async () => {
    await expect(projects.pack('path:/no/such/folder', never)).rejects.toEqual(refusal('ENOENT'));
  });
});

it.each(['github:ada/pi', 'git+ssh://git@example.org/pi', 'nixpkgs', 'https://example.org/pi.tar.gz', 'pi'])(
  '%s is not on this computer',
  async (flake) => expect(await projects.pack(flake, never)).toBeNull(),
);

it.each(['file:///a.tar.gz', 'tarball+file:///a.tar.gz', 'hg+file:///a', 'path:/tmp?dir=../x'])(
  '%s is, and cannot be sent',
  async (flake) => expect(projects.pack(flake, never)).rejects.toEqual(refusal('kind')),
);
