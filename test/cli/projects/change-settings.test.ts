import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { changeSettings, type HostChange } from '../../../src/cli/projects/change-settings.ts';
import { addHost } from '../../../src/node/projects/change.ts';
import { createProject } from '../../../src/node/projects/create.ts';
import { openProject, readHost } from '../../../src/node/projects/open.ts';
import { comparedWithOurs, upgradeProject } from '../../../src/node/projects/upgrade.ts';
import { someSettings } from '../../core/spec/some-answers.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { fakeTerminal } from '../fake-terminal.ts';

/** What happens while a question stands. */
const meanwhile = vi.hoisted(() => ({ work: () => Promise.resolve() }));
vi.mock('../../../src/cli/ask.ts', () => ({ ask: () => meanwhile.work().then(() => 'y') }));

const { signal } = new AbortController();
let folder = '';
beforeEach(async () => {
  folder = path.join(await tempFolder(), 'pis');
  await createProject(folder, someSettings(), signal);
  meanwhile.work = () => Promise.resolve();
});

const file = (name: string): string => path.join(folder, name);
const SETTINGS = 'hosts/greenhouse/settings.json';

async function set(...assignments: string[]): Promise<HostChange> {
  const context = { terminal: fakeTerminal({ canAsk: true }), signal };
  return changeSettings(context, await openProject(folder), 'greenhouse', assignments, false);
}

async function edit(name: string, changes: object): Promise<void> {
  const before = JSON.parse(await readFile(file(name), 'utf8')) as object;
  await writeFile(file(name), JSON.stringify({ ...before, ...changes }));
}

async function releases(): Promise<unknown[]> {
  const texts = await Promise.all([SETTINGS, 'nixberry.json'].map((name) => readFile(file(name), 'utf8')));
  return texts.map((text) => (JSON.parse(text) as { release: unknown }).release);
}

test.each(['flake.nix', SETTINGS, 'nixberry.json'])(
  'a change of %s while the question about the release stands stays',
  async (name) => {
    meanwhile.work = () => appendFile(file(name), '\n');
    await expect(set('release=unstable')).rejects.toMatchObject({ code: 'project-changed', facts: { file: name } });
    expect(await releases()).toEqual(['26.05', '26.05']);
    expect(await readFile(file(name), 'utf8')).toMatch(/\n\n$/);
  },
);

test('a change of a file while the question about an upgrade stands stays', async () => {
  await writeFile(file('boards.nix'), 'old');
  const project = await openProject(folder);
  const changes = await comparedWithOurs(project, true);
  await writeFile(file('boards.nix'), 'precious');
  await expect(upgradeProject(project, changes)).rejects.toMatchObject({ facts: { file: 'boards.nix' } });
  await writeFile(file('boards.nix'), 'old');
  await edit('nixberry.json', { release: 'unstable' });
  await expect(upgradeProject(project, changes)).rejects.toMatchObject({ facts: { file: 'nixberry.json' } });
  expect(await readFile(file('boards.nix'), 'utf8')).toBe('old');
});

test('a release change that was left half done can be brought to its end', async () => {
  await addHost(await openProject(folder), someSettings({ hostName: 'shed' }));
  for (const host of ['greenhouse', 'shed']) await edit(`hosts/${host}/settings.json`, { release: 'unstable' });
  await expect(set('zram=off')).rejects.toMatchObject({ code: 'settings-refused', facts: { fields: 'release' } });
  expect(await releases()).toEqual(['unstable', '26.05']);
  await set('release=unstable');
  expect(await releases()).toEqual(['unstable', 'unstable']);
  expect(await readFile(file('flake.nix'), 'utf8')).toContain('nixos-unstable');
});

test('a release and a name change together', async () => {
  await set('release=unstable', 'hostName=shed');
  expect((await openProject(folder)).hosts).toEqual(['shed']);
  expect(await readFile(file('hosts/shed/settings.json'), 'utf8')).toContain('unstable');
});

test('a folder is renamed only for an assignment of the name', async () => {
  await edit(SETTINGS, { hostName: 'other' });
  await expect(set('zram=off')).rejects.toMatchObject({ code: 'settings-refused', facts: { fields: 'hostName' } });
  expect((await openProject(folder)).hosts).toEqual(['greenhouse']);
  await set('hostName=other');
  expect((await openProject(folder)).hosts).toEqual(['other']);
});

test('what was wrong before comes first, with its place', async () => {
  await writeFile(
    file(SETTINGS),
    '{\n"board":"pi4","hostName":"greenhouse",\n"user":{"name":"ada","password":"seed"},\n"zram":7}',
  );
  const terminal = fakeTerminal();
  const project = await openProject(folder);
  const given = ['wifi.country=gb', 'board=pi6'];
  await expect(changeSettings({ terminal, signal }, project, 'greenhouse', given, false)).rejects.toMatchObject({
    facts: { count: 3 },
  });
  expect(terminal.lines).toMatchObject([
    { path: 'zram', file: file(SETTINGS), line: 4, host: 'greenhouse' },
    { path: 'board', file: null },
    { path: 'wifi.country', file: null },
  ]);
});

test('settings that cannot be read say why, and are not taken for missing', async () => {
  const project = await openProject(folder);
  await writeFile(file(SETTINGS), Buffer.from('{"zram":"\u00e4"}', 'latin1'));
  expect(await readHost(project, 'greenhouse')).toMatchObject({
    problems: [{ code: 'file-unreadable', facts: { reason: 'EILSEQ' } }],
  });
  await rm(file(SETTINGS));
  expect(await readHost(project, 'greenhouse')).toMatchObject({ problems: [{ code: 'file-missing' }] });
  await mkdir(file(SETTINGS));
  expect(await readHost(project, 'greenhouse')).toMatchObject({
    problems: [{ code: 'file-unreadable', facts: { reason: 'EISDIR' } }],
  });
  await rm(file('hosts'), { recursive: true });
  expect((await openProject(folder)).hosts).toEqual([]);
  await writeFile(file('hosts'), '');
  await expect(openProject(folder)).rejects.toMatchObject({
    code: 'project-write-failed',
    facts: { reason: 'ENOTDIR' },
  });
});
