import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeProgram, type HostProcess } from '../../src/node/node-program.ts';
import { tempFolder } from '../support/temp-folder.ts';

const ELECTRON: HostProcess = {
  execPath: '/opt/electron/electron',
  env: { NIXBERRY_NODE: '/usr/bin/node' },
  platform: 'linux',
  versions: { electron: '45.4.1' },
};

it('is the running one in a plain Node, whatever the environment says', () => {
  expect(nodeProgram()).toBe(process.execPath);
  expect(nodeProgram({ ...ELECTRON, execPath: '/usr/bin/node20', versions: {} })).toBe('/usr/bin/node20');
});

it('is the one that started the window, in a checkout', () => {
  expect(nodeProgram({ ...ELECTRON, defaultApp: true })).toBe('/usr/bin/node');
});

it('is the shipped one in the packaged app, where the environment has no say', async () => {
  const resourcesPath = await tempFolder();
  const packaged: HostProcess = { ...ELECTRON, resourcesPath };
  expect(() => nodeProgram(packaged)).toThrow('npm start');
  await writeFile(join(resourcesPath, 'node'), '');
  expect(nodeProgram(packaged)).toBe(join(resourcesPath, 'node'));
});

it('is never Electron itself', () => {
  expect(() => nodeProgram({ ...ELECTRON, defaultApp: true, env: {} })).toThrow('npm start');
});
