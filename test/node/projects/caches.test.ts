import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { OFFERED_CACHES } from '../../../src/core/nix/caches.ts';
import { localReference } from '../../../src/core/nix/target.ts';
import { formatProject, type ProjectFacts } from '../../../src/core/projects/project-text.ts';
import { acceptCaches, acceptedCaches } from '../../../src/node/projects/accepted-caches.ts';
import { readCaches, writeCaches } from '../../../src/node/projects/caches.ts';
import { openProject } from '../../../src/node/projects/open.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const own = { url: 'https://cache.example.org', key: `a-1:${'A'.repeat(43)}=` };
const offered = OFFERED_CACHES.map(({ url, key }) => ({ url, key }));

let home: string;
let folder: string;
beforeEach(async () => {
  home = await tempFolder();
  vi.stubEnv('XDG_DATA_HOME', home);
  folder = path.join(home, 'my pis');
  await mkdir(folder);
  return () => vi.unstubAllEnvs();
});

async function write(facts: Partial<ProjectFacts> = {}): Promise<void> {
  const text = formatProject({ release: '26.05', files: {}, caches: [], ...facts });
  await writeFile(path.join(folder, 'nixberry.json'), text);
}

describe('caches that are accepted', () => {
  it('are those that we offer, with their own keys, and those that were accepted', async () => {
    const before = await acceptedCaches();
    expect([...offered, own, { ...own, url: offered[0]?.url ?? '' }].map(before)).toEqual([true, true, false, false]);
    await acceptCaches([own, ...offered]);
    const after = await acceptedCaches();
    expect([own, { ...own, key: `b-1:${'A'.repeat(43)}=` }].map(after)).toEqual([true, false]);
    const file = path.join(home, 'nixberry/accepted-caches.json');
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual([own]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('are none in a file that is broken', async () => {
    await mkdir(path.join(home, 'nixberry'));
    await writeFile(path.join(home, 'nixberry/accepted-caches.json'), '{');
    expect((await acceptedCaches())(own)).toBe(false);
  });
});

describe("a flake's caches", () => {
  it.each([
    ['path:', () => localReference({ folder, workTree: null })],
    ['git+file:', () => localReference({ folder, workTree: home })],
    ['git+file: without a folder', () => localReference({ folder, workTree: folder })],
  ])('are read of %s', async (_, reference) => {
    await write({ caches: [own, ...offered] });
    expect(await readCaches(reference())).toEqual({ used: offered, waiting: [own] });
    await acceptCaches([own]);
    expect(await readCaches(reference())).toEqual({ used: [own, ...offered], waiting: [] });
  });

  it('are none where there is no project, or not on this computer', async () => {
    const none = { used: [], waiting: [] };
    expect(await readCaches(`path:${folder}`)).toEqual(none);
    await write({ caches: [...offered] });
    for (const flake of [`git+file://${folder}?rev=abc`, 'github:me/pis', 'nixpkgs', 'path:relative'])
      expect(await readCaches(flake)).toEqual(none);
  });

  it('of a project that cannot be read are an error', async () => {
    await writeFile(path.join(folder, 'nixberry.json'), '{"format":9}');
    await expect(readCaches(`path:${folder}`)).rejects.toMatchObject({ code: 'project-newer', facts: { format: 9 } });
    await writeFile(path.join(folder, 'nixberry.json'), '{"format":2,"release":"26.05","caches":[{"url":"x"}]}');
    await expect(readCaches(`path:${folder}`)).rejects.toMatchObject({
      ...{ code: 'project-broken', facts: { reason: 'cache-url', path: 'caches[0].url' } },
    });
  });
});

describe('a project is given caches', () => {
  const knows = (format: number): Promise<void> =>
    writeFile(path.join(folder, 'hosts.nix'), `let\n  projectFormat = ${format};\nin { }\n`);

  it('where its own files know of them', async () => {
    await write();
    const project = await openProject(folder);
    const outdated = { code: 'project-outdated', facts: { file: 'hosts.nix', folder } };
    await expect(writeCaches(project, offered)).rejects.toMatchObject(outdated);
    await writeFile(path.join(folder, 'hosts.nix'), 'let\n  format = 1;\nin { }');
    await expect(writeCaches(project, offered)).rejects.toMatchObject(outdated);
    await knows(2);
    await writeCaches(project, offered);
    expect((await openProject(folder)).caches).toEqual(offered);
  });

  it('unless somebody has changed it meanwhile', async () => {
    await write();
    await knows(2);
    const project = await openProject(folder);
    await write({ release: 'unstable' });
    await expect(writeCaches(project, offered)).rejects.toMatchObject({ code: 'project-changed' });
  });

  it('and loses the last one, whatever its files know', async () => {
    await write({ caches: offered });
    await writeCaches(await openProject(folder), []);
    expect(JSON.parse(await readFile(path.join(folder, 'nixberry.json'), 'utf8'))).toMatchObject({ format: 1 });
  });
});

it('our own hosts.nix says what it knows, in the words that are looked for', async () => {
  await write();
  await writeFile(path.join(folder, 'hosts.nix'), await readFile('assets/flake/project/hosts.nix', 'utf8'));
  await writeCaches(await openProject(folder), offered);
});
