import { readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { jsonLines, type CliEnd } from '../cli/run-cli.ts';
import { KEYS } from '../core/spec/some-answers.ts';
import { useProject } from './project-support.ts';

const project = useProject();

describe('add', () => {
  const ADD = ['--board', 'zero2w', '--user', 'bob', '--set', 'user.password=seed'];
  beforeEach(() => project.make(project.pis));

  test('adds a host, known to git', async () => {
    expect(await project.run(['add', project.pis, ...ADD, '--host', 'shed'])).toMatchObject({ code: 0 });
    expect(await project.settings('shed')).toMatchObject({ board: 'zero2w', release: '26.05', hostName: 'shed' });
    expect(await project.git('status', '--short')).toContain(' A hosts/shed/configuration.nix');
    expect((await readdir(path.join(project.pis, 'hosts'))).sort()).toEqual(['greenhouse', 'shed']);
  });

  test.each([
    ['greenhouse', 'There is a host greenhouse'],
    ['greenhouse-cross', 'Beside a host greenhouse there cannot be one called greenhouse-cross'],
    ['greenhouse-native', 'Beside a host greenhouse there cannot'],
    ['../evil', 'hostName: A host name has'],
  ])('refuses the name %s', async (host, words) => {
    const before = await project.contents();
    expect(await project.run(['add', project.pis, ...ADD, '--host', host])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(words) as string,
    });
    expect(await project.contents()).toEqual(before);
  });

  test('makes git know a host whose name it would ignore', async () => {
    await project.run(['add', project.pis, ...ADD, '--host', 'result-1']);
    expect(await project.git('status', '--short')).toContain(' A hosts/result-1/settings.json');
  });

  test('refuses another release, and says how to change it', async () => {
    const { code, stderr } = await project.run([
      'add',
      project.pis,
      ...ADD,
      '--host',
      'shed',
      '--set',
      'release=unstable',
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain(`is 26.05, not unstable.`);
    expect(stderr).toContain(`nixberry set ${project.pis} HOST release=unstable`);
  });

  test('follows no link out of the project', async () => {
    await rename(path.join(project.pis, 'hosts'), path.join(project.root, 'elsewhere'));
    await symlink(path.join(project.root, 'elsewhere'), path.join(project.pis, 'hosts'));
    const { code, stderr } = await project.run(['add', project.pis, ...ADD, '--host', 'shed']);
    expect({ code, hosts: await readdir(path.join(project.root, 'elsewhere')) }).toEqual({
      code: 2,
      hosts: ['greenhouse'],
    });
    expect(stderr).toContain('leads out of the project by a link');
  });
});

describe('set', () => {
  beforeEach(() => project.make(project.pis));
  const set = (...args: string[]): Promise<CliEnd> => project.run(['set', project.pis, 'greenhouse', ...args]);

  test('says what changes, and changes nothing else', async () => {
    const before = await project.settings();
    const { code, stderr, stdout } = await set('region.timeZone=Europe/London', 'packages+=htop', 'services.mdns=no');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'greenhouse is changed: 3 settings.\n' });
    expect(stderr.split('\n')).toEqual([
      'region.timeZone: UTC -> Europe/London',
      'services.mdns: on -> off',
      'packages: none -> htop',
      '',
    ]);
    const { region, packages, services, ...rest } = await project.settings();
    expect({ ...before, region, packages, services }).toEqual({ ...rest, region, packages, services });
    expect(packages).toEqual(['htop']);
  });

  test('tells programs the same', async () => {
    const [line] = jsonLines(
      (await set('ethernet={"method":"static","address":"10.0.0.2/24","gateway":"10.0.0.1"}', '--json')).stdout,
    );
    expect(line).toMatchObject({ type: 'host-changed', host: 'greenhouse', was: 'greenhouse', git: null });
    expect(line).toMatchObject({
      changes: expect.arrayContaining([
        { path: 'ethernet.method', from: 'dhcp', to: 'static' },
        { path: 'ethernet.address', from: null, to: '10.0.0.2/24' },
      ]) as unknown,
      warnings: [{ path: 'ethernet.dns', code: 'no-dns' }],
    });
  });

  test('writes nothing when anything is wrong, and names each field', async () => {
    const before = await project.contents();
    const { code, stderr } = await set('region.timeZone=Europe/London', 'wifi.country=gb', 'hostName=../x');
    expect({ code, now: await project.contents() }).toEqual({ code: 2, now: before });
    expect(stderr).toContain('wifi.country: A country is two capital letters');
    expect(stderr).toContain('hostName: A host name has');
    expect(stderr).toContain('Error: 2 settings are not right: hostName, wifi.country.');
  });

  test('of what is so already writes nothing', async () => {
    const { mtimeMs } = await stat(path.join(project.pis, 'hosts/greenhouse/settings.json'));
    expect((await set('zram=on')).stdout).toBe('Nothing to change: greenhouse is like that already.\n');
    expect((await stat(path.join(project.pis, 'hosts/greenhouse/settings.json'))).mtimeMs).toBe(mtimeMs);
  });

  test('of the host name moves its folder, with what the owner has there', async () => {
    await writeFile(path.join(project.pis, 'hosts/greenhouse/configuration.nix'), '{ mine = true; }');
    const { code, stderr } = await set('hostName=shed');
    expect(code).toBe(0);
    expect(stderr).toContain('The folder hosts/greenhouse becomes hosts/shed.');
    expect(await readdir(path.join(project.pis, 'hosts'))).toEqual(['shed']);
    expect(await project.settings('shed')).toMatchObject({ hostName: 'shed' });
    expect(await readFile(path.join(project.pis, 'hosts/shed/configuration.nix'), 'utf8')).toBe('{ mine = true; }');
    expect(await project.git('ls-files')).toContain('hosts/shed/settings.json');
  });

  test('of the release changes the whole project, after a question', async () => {
    await project.run([
      'add',
      project.pis,
      '--board',
      'pi3',
      '--host',
      'shed',
      '--user',
      'a',
      '--ssh-key',
      KEYS.ed25519,
    ]);
    const before = await project.contents();
    expect(await set('release=unstable')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--yes') as string,
    });
    expect(await project.contents()).toEqual(before);
    const { code, stderr } = await set('release=unstable', '--yes');
    expect(code).toBe(0);
    expect(stderr).toContain('every host (greenhouse, shed) change to NixOS unstable');
    for (const host of ['greenhouse', 'shed'])
      expect(await project.settings(host)).toMatchObject({ release: 'unstable' });
    const now = await project.contents();
    expect(now['flake.nix']).toContain('nixos-unstable');
    expect(JSON.parse(now['nixberry.json'] ?? '')).toMatchObject({ release: 'unstable' });
    expect((await project.run(['upgrade', project.pis])).stdout).toBe(`${project.pis} is up to date.\n`);
  });

  test('of the release does not overwrite a flake.nix that the owner has changed', async () => {
    await writeFile(path.join(project.pis, 'flake.nix'), '# mine');
    const { code, stderr } = await set('release=unstable', '--yes');
    expect(code).toBe(2);
    expect(stderr).toContain('flake.nix was changed by its owner');
    expect(await project.settings()).toMatchObject({ release: '26.05' });
  });

  test('mends settings that are wrong', async () => {
    const file = path.join(project.pis, 'hosts/greenhouse/settings.json');
    await writeFile(file, JSON.stringify({ ...(await project.settings()), hostName: 'other', zram: 7 }));
    expect((await set('hostName=greenhouse')).code).toBe(2);
    expect((await set('hostName=greenhouse', 'zram=off')).code).toBe(0);
    expect(await project.settings()).toMatchObject({ hostName: 'greenhouse', zram: false });
  });
});
