import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { BOARDS } from '../../src/core/boards/index.ts';
import { RELEASES } from '../../src/core/spec/releases.ts';
import { SETTINGS_FORMAT } from '../../src/core/spec/settings.ts';
import { BOARD_TABLE } from '../support/board-table.ts';
import { tempFolder } from '../support/temp-folder.ts';

// What the flake of a project can be tested for with nothing but Nix, even an old one. The rest: test/flake-eval.

const FLAKE = path.resolve('assets/flake');
const PROJECT = path.join(FLAKE, 'project');
// As root without Nix's own users.
const OPTIONS = ['--option', 'build-users-group', ''];

async function filesOf(dir: string, ending: string): Promise<readonly string[]> {
  const names = await readdir(dir, { recursive: true });
  return names.filter((name) => name.endsWith(ending)).map((name) => path.join(dir, name));
}

async function evaluate(
  expression: string,
): Promise<{ readonly failed: boolean; readonly value: unknown; readonly error: string }> {
  const argv = ['--eval', '--strict', '--json', '--show-trace', ...OPTIONS, '-E', expression];
  const { failed, stdout, stderr } = await execa('nix-instantiate', argv, { reject: false });
  return { failed, value: failed ? null : JSON.parse(stdout), error: stderr };
}

describe('the files of a project', () => {
  it('are all of them Nix', async () => {
    const files = await filesOf(FLAKE, '.nix');
    expect(files.length).toBeGreaterThan(20);
    await execa('nix-instantiate', ['--parse', ...OPTIONS, ...files]);
  });

  it('have a flake.nix for each release and no other', async () => {
    expect((await readdir(path.join(FLAKE, 'releases'))).sort()).toEqual(RELEASES.map(({ id }) => id).sort());
    for (const { id, branch } of RELEASES) {
      const { value } = await evaluate(`(import ${FLAKE}/releases/${id}/flake.nix).inputs.nixpkgs.url`);
      expect(value).toBe(`github:NixOS/nixpkgs/${branch}`);
    }
  });

  it('name every module once', async () => {
    const { value } = await evaluate(`map builtins.baseNameOf (import ${PROJECT}/modules).imports`);
    const modules = (await filesOf(path.join(PROJECT, 'modules'), '.nix')).map((file) => path.basename(file));
    expect([...(value as string[]), 'default.nix'].sort()).toEqual(modules.sort());
  });

  it("say the same of the boards as Nixberry's own table", async () => {
    const { value } = await evaluate(`import ${PROJECT}/boards.nix`);
    const table = value as Record<string, Record<string, unknown>>;
    expect(Object.keys(table).sort()).toEqual(BOARDS.map(({ id }) => id).sort());
    for (const { id, support, system, kernels } of BOARDS) {
      if (support === 'unsupported') {
        expect(table[id]).toEqual({ unsupported: expect.any(String) as unknown });
        continue;
      }
      const offered = kernels.map(({ id: kernel, releases, interfaces }) => [kernel, { releases, interfaces }]);
      expect(table[id], id).toMatchObject({ system, kernels: Object.fromEntries(offered) as unknown });
      expect(Object.keys(table[id]?.kernels ?? {}).sort()).toEqual(kernels.map((kernel) => kernel.id).sort());
    }
  });

  it('make each board of what a table written by hand says', async () => {
    const { value } = await evaluate(`import ${PROJECT}/boards.nix`);
    const table = value as Record<string, { readonly unsupported?: string; readonly kernels: object }>;
    const made = Object.entries(table).filter(([, { unsupported }]) => unsupported === undefined);
    expect(made.map(([id]) => id).sort()).toEqual(Object.keys(BOARD_TABLE).sort());
    for (const [id, { soc, image, mainline, vendor }] of Object.entries(BOARD_TABLE)) {
      const kernels = Object.entries({ mainline, vendor }).filter(([name]) => name in table[id]!.kernels);
      const wanted = kernels.map(([name, one]) => [name, { profile: one?.profile, console: one?.console }]);
      expect(table[id], id).toMatchObject({ soc, image, kernels: Object.fromEntries(wanted) as unknown });
    }
  });
});

describe('the hosts of a project', () => {
  const shed = { format: SETTINGS_FORMAT, board: 'pi4', kernel: 'mainline', release: '26.05', hostName: 'shed' };

  /** What the flake reads of hosts with these settings, or of files with this text. */
  async function read(
    hosts: Readonly<Record<string, object | string | null>>,
    project: object = { format: 1, release: '26.05' },
  ): ReturnType<typeof evaluate> {
    const dir = await tempFolder();
    await cp(PROJECT, dir, { recursive: true });
    await writeFile(path.join(dir, 'nixberry.json'), JSON.stringify(project));
    for (const [name, settings] of Object.entries(hosts)) {
      await mkdir(path.join(dir, 'hosts', name), { recursive: true });
      const text = typeof settings === 'string' ? settings : JSON.stringify(settings);
      await writeFile(path.join(dir, 'hosts', name, 'settings.json'), text);
      if (settings === null) await rm(path.join(dir, 'hosts', name, 'settings.json'));
    }
    return evaluate(`import ${dir}/hosts.nix ${dir}`);
  }

  it('are the folders, with their settings as they are', async () => {
    const odd = { ...shed, hostName: 'odd', user: { fullName: `"\${x}" ''\${y}'' \\ 🌿 שלום` } };
    expect((await read({ shed, odd })).value).toEqual({ shed, odd });
  });

  it('may be none', async () => {
    expect((await read({})).value).toEqual({});
  });

  it.each<[string, object | string | null, string]>([
    ['of a newer format', { ...shed, format: 2 }, '"format" is 2, made by a newer Nixberry'],
    ['without a format', {}, '"format" is missing'],
    ['with another name', { ...shed, hostName: 'barn' }, '"hostName" is "barn", but the folder is hosts/shed'],
    ['with an unknown board', { ...shed, board: 'pi9' }, '"board" is "pi9"; known are cm3'],
    ['with a board that is a number', { ...shed, board: 4 }, '"board" is 4'],
    ['with a board that NixOS has given up', { ...shed, board: 'zerow' }, '"board" is "zerow": it has an ARMv6'],
    ['of another release', { ...shed, release: 'unstable' }, '"release" is "unstable", but nixberry.json says "26.05"'],
    ['with a kernel that it has not', { ...shed, board: 'pi5' }, '"kernel" is "mainline"; pi5 under 26.05 has vendor'],
    ['without a kernel', { ...shed, kernel: undefined }, '"kernel" is missing'],
    ['that is a list', [], '"format" is missing'],
    ['that is broken', '{"format": 1', 'while reading hosts/shed/settings.json'],
    ['that is not there', null, 'git add hosts/shed/settings.json'],
  ])('%s are refused, with file and field', async (_what, settings, words) => {
    const { failed, error } = await read({ shed: settings });
    expect(failed).toBe(true);
    expect(error).toContain(words);
    expect(error).toContain('hosts/shed/settings.json');
  });

  it('must not be called like another build of a host', async () => {
    expect((await read({ shed, 'shed-cross': { ...shed, hostName: 'shed-cross' } })).error).toContain(
      'what the flake calls another build of the host shed',
    );
  });

  it('in a project of a newer format are refused', async () => {
    expect((await read({ shed }, { format: 3 })).error).toContain('nixberry.json: "format" is 3, made by a newer');
    expect((await read({ shed }, { format: 2, release: '26.05' })).value).toEqual({ shed });
    expect((await read({ shed }, { format: 1 })).error).toContain('nixberry.json: "release" is missing');
  });
});
