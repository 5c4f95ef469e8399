import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { notForRelease } from '../../build/package/not-for-release.mjs';

// 16 of Electron's security checklist: a current Electron. Where the pin is moved, what is released moves with it.

const packageSchema = z.object({ devDependencies: z.object({ electron: z.string() }) });
const lockSchema = z.object({ packages: z.object({ 'node_modules/electron': z.object({ version: z.string() }) }) });

it.each([
  ['the pinned one', { version: '45.4.1', from: 'download' }, null],
  ['one out of an npm package', { version: '45.4.1', from: 'carried' }, /never for a release/],
  ['an older one that a person has named', { version: '33.2.1', from: 'override' }, /33\.2\.1; a release has 45\.4\.1/],
] as const)('%s', (_name, runtime, remark) => {
  const said = notForRelease(runtime, '45.4.1');
  if (remark === null) expect(said).toBeNull();
  else expect(said).toMatch(remark);
});

it('is pinned to one version, which the lock file has too, and electron-builder’s settings name no other', async () => {
  const { devDependencies } = packageSchema.parse(JSON.parse(await readFile('package.json', 'utf8')));
  const { packages } = lockSchema.parse(JSON.parse(await readFile('package-lock.json', 'utf8')));
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  expect(packages['node_modules/electron'].version).toBe(devDependencies.electron);
  expect(await readFile('electron-builder.yml', 'utf8')).not.toMatch(/^\s*electron(?:Version|Dist|Download)\s*:/m);
});
