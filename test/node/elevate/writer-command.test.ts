import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { copyForRoot } from '../../../src/node/elevate/copy-for-root.ts';
import { writerCommand } from '../../../src/node/elevate/writer-command.ts';
import type { HostProcess } from '../../../src/node/node-program.ts';
import { tempFolder } from '../../support/temp-folder.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const PACKAGED: HostProcess = {
  execPath: '/opt/Nixberry/nixberry',
  env: { NIXBERRY_NODE: '/home/ada/evil' },
  platform: 'linux',
  versions: { electron: '45.0.0' },
  resourcesPath: '/opt/Nixberry/resources',
};

test('the packaged app starts one single file, without an argument and whatever the environment says', async () => {
  expect(await writerCommand(PACKAGED)).toEqual(['/opt/Nixberry/resources/nixberry-writer']);
});

test.each([
  ['darwin', 'node'],
  ['win32', 'node.exe'],
] as const)('on %s it is the Node that is shipped, with the writer over etcher-sdk', async (platform, name) => {
  const resourcesPath = await tempFolder();
  await writeFile(join(resourcesPath, name), '');
  const [node, bundle, ...more] = await writerCommand({ ...PACKAGED, platform, resourcesPath });
  expect([node, bundle?.endsWith('/dist/etcher-writer.cjs'), more]).toEqual([join(resourcesPath, name), true, []]);
});

test('from a checkout it is Node with the bundle', async () => {
  const checkout = { ...PACKAGED, defaultApp: true, env: { NIXBERRY_NODE: '/usr/bin/node' } };
  const [node, bundle, ...more] = await writerCommand(checkout);
  expect([node, bundle?.endsWith('/dist/writer.cjs'), more]).toEqual(['/usr/bin/node', true, []]);
});

test('of an AppImage root gets a copy outside of its mount, which only this person can change', async () => {
  const home = await tempFolder();
  vi.stubEnv('XDG_CACHE_HOME', join(home, 'cache'));
  const appDir = join(home, 'mount');
  const resourcesPath = join(appDir, 'resources');
  await mkdir(resourcesPath, { recursive: true });
  await writeFile(join(resourcesPath, 'nixberry-writer'), 'the writer');
  const env = { APPIMAGE: join(home, 'Nixberry.AppImage'), APPDIR: appDir };
  const [copy, ...more] = await writerCommand({ ...PACKAGED, env, resourcesPath });
  expect([copy.startsWith(join(home, 'cache', 'nixberry', 'writer-')), more]).toEqual([true, []]);
  expect(await readFile(copy, 'utf8')).toBe('the writer');
  expect(((await stat(copy)).mode & 0o777).toString(8)).toBe('500');
  expect(((await stat(dirname(copy))).mode & 0o777).toString(8)).toBe('700');
  expect(await writerCommand({ ...PACKAGED, env, resourcesPath })).toEqual([copy]);
});

test('a copy that failed is tried again', async () => {
  const home = await tempFolder();
  const program = join(home, 'nixberry-writer');
  await expect(copyForRoot(program, { HOME: home })).rejects.toMatchObject({ code: 'ENOENT' });
  await writeFile(program, 'the writer');
  expect(await readFile(await copyForRoot(program, { HOME: home }), 'utf8')).toBe('the writer');
});
