import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { jsonLines } from '../cli/run-cli.ts';
import { useProject } from './project-support.ts';

const project = useProject();

describe('show', () => {
  beforeEach(() => project.make(project.pis));

  test('lists hosts, and shows one', async () => {
    expect((await project.run(['show', project.pis])).stdout).toMatch(
      /1 host\nhost +board.*\ngreenhouse +4 Model B +mainline +ada +DHCP\n/,
    );
    expect((await project.run(['show', project.pis, 'greenhouse'])).stdout).toMatch(/^board +pi4/);
    const lines = jsonLines((await project.run(['show', project.pis, 'greenhouse', '--json'])).stdout);
    expect(lines).toMatchObject([{ type: 'host', host: 'greenhouse', settings: await project.settings() }]);
  });

  test('a broken host does not hide the others', async () => {
    await cp(path.join(project.pis, 'hosts/greenhouse'), path.join(project.pis, 'hosts/copy'), { recursive: true });
    await mkdir(path.join(project.pis, 'hosts/empty'));
    const file = path.join(project.pis, 'hosts/torn/settings.json');
    await mkdir(path.dirname(file));
    await writeFile(file, '{\n  "format": 1,\n}');
    const { code, stdout, stderr } = await project.run(['show', project.pis]);
    expect(code).toBe(2);
    expect(stdout).toMatch(/greenhouse +4 Model B/);
    expect(stderr).toContain(`${file}:3:1: This is not JSON from here on`);
    expect(stderr).toContain('hosts/empty/settings.json:1:1: This file is not there.');
    expect(stderr).toContain('hosts/copy/settings.json:1:1: hostName: The folder is called copy,');
    expect(jsonLines((await project.run(['show', project.pis, '--json'])).stdout)[0]).toMatchObject({
      type: 'project',
      hosts: [
        { name: 'copy' },
        { name: 'empty' },
        { name: 'greenhouse', problems: [] },
        { name: 'torn', settings: null },
      ],
    });
    expect((await project.run(['set', project.pis, 'torn', 'zram=off'])).stderr).toContain(
      `${file}:3:1: This is not JSON`,
    );
  });

  test.each(['../greenhouse', '..', '', 'nope', 'hosts/greenhouse'])('knows no host %j', async (host) => {
    const { code, stderr } = await project.run(['show', project.pis, host]);
    expect(code).toBe(2);
    expect(stderr).toContain('Its hosts: greenhouse.');
  });
});

describe('what is no project of ours', () => {
  test.each([
    [
      'a newer project',
      '{ "format": 3 }',
      'project-newer',
      'was written by a newer Nixberry (format 3; this one knows 2)',
    ],
    [
      'broken JSON',
      '{\n  "format": 1\n  "release": "26.05"\n}',
      'project-broken',
      'nixberry.json:3:3: This is not JSON from here on',
    ],
    [
      'an unknown release',
      '{"format":1,"release":"x"}',
      'project-broken',
      'nixberry.json:1:13: release: This must be one of: 26.05, unstable.',
    ],
  ])('%s', async (_, text, code, words) => {
    await project.make(project.pis);
    await writeFile(path.join(project.pis, 'nixberry.json'), text);
    const before = await project.contents();
    for (const args of [
      ['show', project.pis],
      ['set', project.pis, 'greenhouse', 'zram=off'],
      ['upgrade', project.pis, '--yes'],
      ['add', project.pis],
    ]) {
      const end = await project.run([...args, '--json']);
      expect(end.code).toBe(2);
      expect(jsonLines(end.stdout).at(-1)).toMatchObject({
        type: 'error',
        code,
        message: expect.stringContaining(words) as string,
      });
    }
    expect(await project.contents()).toEqual(before);
  });

  test('a newer host in a project', async () => {
    await project.make(project.pis);
    await writeFile(path.join(project.pis, 'hosts/greenhouse/settings.json'), '{"format":9,"surprise":1}');
    for (const args of [
      ['show', project.pis, 'greenhouse'],
      ['set', project.pis, 'greenhouse', 'zram=off'],
    ]) {
      const { code, stderr } = await project.run(args);
      expect({ code, newer: stderr.includes('settings.json was written by a newer Nixberry (format 9') }).toEqual({
        code: 2,
        newer: true,
      });
    }
  });

  test('a folder without nixberry.json', async () => {
    const { code, stderr } = await project.run(['show', project.root]);
    expect(code).toBe(2);
    expect(stderr).toContain('is not a Nixberry project: there is no nixberry.json in it.');
  });
});

describe('upgrade', () => {
  beforeEach(() => project.make(project.pis));

  /** As if an older Nixberry had written this. */
  async function older(file: string, text: string): Promise<void> {
    const marker = path.join(project.pis, 'nixberry.json');
    await writeFile(path.join(project.pis, file), text);
    const record = JSON.parse(await readFile(marker, 'utf8')) as { files: Record<string, string> };
    record.files[file] = createHash('sha256').update(text).digest('hex');
    await writeFile(marker, JSON.stringify(record));
  }

  test('of a new project has nothing to do', async () => {
    const before = await project.contents();
    expect(await project.run(['upgrade', project.pis])).toMatchObject({
      code: 0,
      stdout: `${project.pis} is up to date.\n`,
    });
    expect(await project.contents()).toEqual(before);
  });

  test('shows the difference, and writes after a yes only', async () => {
    const fresh = await project.contents();
    await older('boards.nix', 'old\n');
    await older('modules/former.nix', '{ }\n');
    await rm(path.join(project.pis, 'outputs.nix'));
    const before = await project.contents();
    const asked = await project.run(['upgrade', project.pis]);
    expect(asked.code).toBe(2);
    expect(asked.stdout).toContain('--- a/boards.nix\n+++ b/boards.nix\n@@ -1,1 +1,');
    expect(asked.stdout).toContain('No longer needed: modules/former.nix');
    expect(asked.stderr).toContain('add --yes');
    const lines = jsonLines((await project.run(['upgrade', project.pis, '--json'])).stdout);
    expect(lines).toMatchObject([
      { type: 'upgrade', done: false, git: null, files: [{ path: 'boards.nix' }, {}, { step: 'add' }] },
      { type: 'error', code: 'project-needs-yes' },
    ]);
    expect(await project.contents()).toEqual(before);
    expect((await project.run(['upgrade', project.pis, '--yes'])).code).toBe(0);
    expect(await project.contents()).toEqual(fresh);
  });

  test('keeps what its owner has changed, and names it', async () => {
    await writeFile(path.join(project.pis, 'README.md'), 'mine\n');
    await older('boards.nix', 'old\n');
    await writeFile(path.join(project.pis, 'hosts/greenhouse/configuration.nix'), '{ mine = true; }');
    const { stderr, code } = await project.run(['upgrade', project.pis, '--yes']);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'README.md was changed by you, and stays as it is. With --overwrite-edited it is replaced.\n',
    });
    expect(await project.contents()).toMatchObject({
      'README.md': 'mine\n',
      'hosts/greenhouse/configuration.nix': '{ mine = true; }',
    });
    const all = await project.run(['upgrade', project.pis, '--yes', '--overwrite-edited', '--json']);
    expect(jsonLines(all.stdout)).toMatchObject([
      { type: 'upgrade', done: true, files: [{ path: 'README.md', step: 'overwrite' }] },
    ]);
    expect((await project.contents())['README.md']).toContain('# NixOS for Raspberry Pis');
    expect((await project.contents())['hosts/greenhouse/configuration.nix']).toBe('{ mine = true; }');
  });

  test('writes no file when one cannot be written', async () => {
    await older('boards.nix', 'old\n');
    const elsewhere = path.join(project.root, 'elsewhere');
    await mkdir(elsewhere);
    await rm(path.join(project.pis, 'modules'), { recursive: true });
    await symlink(elsewhere, path.join(project.pis, 'modules'));
    const { code, stderr } = await project.run(['upgrade', project.pis, '--yes']);
    expect({ code, written: await readdir(elsewhere) }).toEqual({ code: 2, written: [] });
    expect(stderr).toContain('leads out of the project by a link');
    expect((await project.contents())['boards.nix']).toBe('old\n');
  });
});
