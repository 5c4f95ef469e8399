import { execa } from 'execa';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { jsonLines } from '../cli/run-cli.ts';
import { GIVEN, useProject } from './project-support.ts';

const project = useProject();

describe('new', () => {
  test('makes a repository in which git, and so Nix, knows every file', async () => {
    const { code, stdout, stderr } = await project.make(project.pis, '--set', 'wifi.country=GB');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(
      `${project.pis} is a project now. Its first host is greenhouse: Raspberry Pi 4 Model B, NixOS 26.05.`,
    );
    const files = await project.contents();
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        ...['.gitattributes', '.gitignore', 'README.md', 'boards.nix', 'flake.nix', 'hosts.nix', 'modules/default.nix'],
        ...['nixberry.json', 'outputs.nix', 'settings.schema.json'],
        ...['hosts/greenhouse/configuration.nix', 'hosts/greenhouse/settings.json'],
      ]),
    );
    const status = (await project.git('status', '--short', '--untracked-files=all')).split('\n');
    expect(status.map((line) => line.slice(3)).sort()).toEqual(Object.keys(files).sort());
    expect(new Set(status.map((line) => line.slice(0, 2)))).toEqual(new Set([' A']));
    expect(await project.settings()).toMatchObject({
      $schema: '../../settings.schema.json',
      hostName: 'greenhouse',
      kernel: 'mainline',
    });
    expect(files['hosts/greenhouse/settings.json']).toBe(`${JSON.stringify(await project.settings(), null, 2)}\n`);
    expect(((await stat(path.join(project.pis, 'flake.nix'))).mode & 0o777).toString(8)).toBe('644');
    expect(((await stat(project.pis)).mode & 0o777).toString(8)).toBe('755');
    expect(await readdir(project.root)).toEqual(['pis']);
  });

  test('gives a flake whose settings Nix reads', async () => {
    await project.make(project.pis);
    const read = await execa('nix-instantiate', [
      '--eval',
      '--strict',
      '--json',
      '-E',
      `import ${project.pis}/hosts.nix ${project.pis}`,
    ]);
    expect(JSON.parse(read.stdout)).toEqual({ greenhouse: await project.settings() });
  });

  test('twice changes nothing', async () => {
    await project.make(project.pis);
    const before = await project.contents();
    expect(await project.make(project.pis, '--yes')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is not empty') as string,
    });
    expect(await project.contents()).toEqual(before);
  });

  test('fills an empty folder, which stays the same one', async () => {
    await mkdir(project.pis);
    const { ino } = await stat(project.pis);
    expect((await project.make(project.pis)).code).toBe(0);
    expect((await stat(project.pis)).ino).toBe(ino);
    expect((await readdir(project.pis)).filter((name) => name.startsWith('.nixberry'))).toEqual([]);
    expect((await project.git('status', '--short')).split('\n')[0]).toMatch(/^ A /);
  });

  test('inside a repository makes no other, and tells the one around it', async () => {
    await execa('git', ['init', '--quiet', project.root]);
    const { stdout } = await project.make(project.pis, '--json');
    expect(jsonLines(stdout)).toMatchObject([
      { type: 'project-created', folder: project.pis, host: 'greenhouse', git: 'added' },
    ]);
    expect(await readdir(project.pis)).not.toContain('.git');
    expect(await project.git('status', '--short', '.')).toContain(' A flake.nix');
  });

  test('inside a repository that ignores the folder says what that means', async () => {
    await execa('git', ['init', '--quiet', project.root]);
    await writeFile(path.join(project.root, '.gitignore'), 'pis/\n');
    const { code, stderr } = await project.make(project.pis);
    expect(code).toBe(0);
    expect(stderr).toContain('Git could not be told of the new files');
    expect((await execa('git', ['-C', project.root, 'ls-files'])).stdout).toBe('');
  });

  test('inside a repository that ignores a part of it names that part', async () => {
    await execa('git', ['init', '--quiet', project.root]);
    await writeFile(path.join(project.root, '.gitignore'), 'settings.json\n');
    const { code, stderr } = await project.make(project.pis);
    expect(code).toBe(0);
    expect(stderr).toContain('git add -N --force hosts/greenhouse/settings.json');
    expect(await project.git('ls-files')).toContain('flake.nix');
  });

  test.each(['result-1', 'secrets', 'result'])('inside a repository hides no host called %s', async (host) => {
    await execa('git', ['init', '--quiet', project.root]);
    const { stderr } = await project.make(project.pis, '--set', `hostName=${host}`);
    expect(stderr).toBe('');
    expect(await project.git('ls-files')).toContain(`hosts/${host}/settings.json`);
  });

  test('in a repository with nothing in it fills that one', async () => {
    await execa('git', ['init', '--quiet', project.pis]);
    expect(await project.make(project.pis)).toMatchObject({ code: 0, stderr: '' });
    expect(await project.git('ls-files')).toContain('flake.nix');
  });

  test('says what git says when it cannot tell whether there is a repository', async () => {
    const config = path.join(project.root, 'config');
    await writeFile(config, '[broken');
    const end = await project.run(['new', project.pis, '--board', 'pi4', ...GIVEN], { GIT_CONFIG_GLOBAL: config });
    expect(end.code).toBe(0);
    expect(end.stderr).toContain('Git could not be told of the new files');
    expect(end.stderr).toContain('bad config');
  });

  test('without git makes a project all the same, and says so', async () => {
    const { code, stderr } = await project.run(['new', project.pis, '--board', 'pi4', ...GIVEN], { PATH: '/nowhere' });
    expect(code).toBe(0);
    expect(stderr).toContain('Git is not installed.');
    expect(await readdir(project.pis)).not.toContain('.git');
  });

  test('is not misled by the git of a hook', async () => {
    const other = path.join(project.root, 'other');
    await execa('git', ['init', '--quiet', other]);
    const env = { GIT_DIR: path.join(other, '.git'), GIT_WORK_TREE: other, GIT_INDEX_FILE: path.join(other, 'index') };
    expect((await project.run(['new', project.pis, '--board', 'pi4', ...GIVEN], env)).code).toBe(0);
    expect(await project.git('status', '--short')).toContain(' A flake.nix');
    expect((await execa('git', ['-C', other, 'status', '--short'])).stdout).toBe('');
  });

  test('takes a file of answers, of which flags change what they name', async () => {
    const file = path.join(project.root, 'a.json');
    await writeFile(file, JSON.stringify({ board: 'pi5', hostName: 'x', user: { name: 'ada', password: 'seed' } }));
    expect(
      (await project.run(['new', project.pis, '--answers', file, '--host', 'y', '--set', 'zram=off', '--json'])).code,
    ).toBe(0);
    expect(await project.settings('y')).toMatchObject({ board: 'pi5', kernel: 'vendor', hostName: 'y', zram: false });
  });

  test('names what is missing, each with its flag', async () => {
    const { code, stderr, stdout } = await project.run(['new', project.pis, '--json']);
    expect(code).toBe(2);
    expect(stderr).toContain('board (--board), hostName (--host), user.name (--user), user.sshKeys (--ssh-key)');
    expect(jsonLines(stdout).map((line) => [line.type, 'path' in line ? line.path : null])).toEqual([
      ...['board', 'hostName', 'user.name', 'user.sshKeys'].map((field) => ['setting-problem', field]),
      ['error', null],
    ]);
    expect(await readdir(project.root)).toEqual([]);
  });

  test.each([
    [['--host', '../../x'], 'hostName: A host name has'],
    [['--host', 'a/b'], 'hostName: A host name has'],
    [['--user', '$(id)'], 'user.name: A user name has'],
    [['--set', 'hostname=x'], 'Did you mean hostName?'],
    [['--set', 'packages=htop'], 'packages: This should be written as JSON'],
    [['--ssh-key', '/etc/hostname/x'], '/etc/hostname/x cannot be read: a part of its path is not a folder.'],
    [['--answers', '/nowhere.json'], '/nowhere.json cannot be read'],
    [['--board', 'zero'], 'a Zero 2 W does work'],
  ])('with %j leaves nothing behind', async (args, words) => {
    const { code, stdout, stderr } = await project.make(project.pis, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(await readdir(project.root)).toEqual([]);
  });

  test('names the line of a file of answers that is wrong', async () => {
    const file = path.join(project.root, 'a.json');
    await writeFile(file, '{\n  "board": "pi4",\n  "hostName": "-"\n}\n');
    const wrong = await project.run(['new', project.pis, '--answers', file]);
    expect(wrong.stderr).toContain(`${file}:3:3: hostName: A host name has`);
    await writeFile(file, '{\n  "board": \n}\n');
    expect((await project.run(['new', project.pis, '--answers', file])).stderr).toContain(
      `${file}:3:1: This is not JSON`,
    );
  });

  test('never shows a private key that was given', async () => {
    const file = path.join(project.root, 'id');
    await writeFile(file, '-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n-----END OPENSSH PRIVATE KEY-----\n');
    const { code, stdout, stderr } = await project.make(project.pis, '--ssh-key', file, '--json');
    expect(code).toBe(2);
    expect(stdout + stderr).toContain('This is a private key.');
    expect(stdout + stderr).not.toContain('c2VjcmV0');
  });

  test('fails cleanly where nothing can be written', async () => {
    await execa('mount', ['-t', 'tmpfs', '-o', 'size=20k', 'tmpfs', project.root]);
    try {
      const { code, stderr } = await project.make(project.pis);
      expect({ code, left: await readdir(project.root) }).toEqual({ code: 2, left: [] });
      expect(stderr).toContain('there is no room left');
    } finally {
      await execa('umount', [project.root]);
    }
  });
});
