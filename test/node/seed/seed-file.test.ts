import { mkdir, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeSeed } from '../../../src/core/seed/encode.ts';
import { MAX_SEED_BYTES } from '../../../src/core/seed/seed.ts';
import { readSeedFile, writeSeedFile } from '../../../src/node/seed/seed-file.ts';
import { FULL_SEED } from '../../core/seed/some-seeds.ts';
import { appErrorOf } from '../../support/errors.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const TEXT = encodeSeed(FULL_SEED);
const NEVER = new AbortController().signal;

describe('the file of a seed', () => {
  it('is its owner’s alone, and is read as it was written', async () => {
    const file = path.join(await tempFolder(), 'barn.seed');
    const before = process.umask(0);
    try {
      expect(await writeSeedFile(file, TEXT)).toBe(true);
    } finally {
      process.umask(before);
    }
    expect((await stat(file)).mode & 0o7777).toBe(0o600);
    expect((await readFile(file, 'utf8')) === TEXT).toBe(true);
    expect(await readSeedFile(file, NEVER)).toEqual(FULL_SEED);
  });

  it('takes the place of nothing', async () => {
    const folder = await tempFolder();
    const file = path.join(folder, 'barn.seed');
    await writeFile(file, 'mine');
    await symlink('nowhere', path.join(folder, 'link'));
    for (const name of ['barn.seed', 'link']) {
      const error = await appErrorOf(writeSeedFile(path.join(folder, name), TEXT));
      expect([error.code, error.facts]).toEqual(['seed-exists', { file: path.join(folder, name) }]);
    }
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect((await readdir(folder)).sort()).toEqual(['barn.seed', 'link']);
  });

  it('needs a folder', async () => {
    const folder = await tempFolder();
    const file = path.join(folder, 'none/barn.seed');
    const error = await appErrorOf(writeSeedFile(file, TEXT));
    expect([error.code, error.facts]).toEqual(['folder-not-found', { device: file, folder: path.dirname(file) }]);
  });
});

describe('a file that is no seed', () => {
  it.each<[string, string | Uint8Array | null, number, string]>([
    ['is not there', null, 0, 'missing'],
    ['is empty', '', 1, 'not-a-seed'],
    ['is no UTF-8', Buffer.from([0x6e, 0xff, 0x0a]), 1, 'not-a-seed'],
    ['is too large', `${TEXT}${'\n'.repeat(MAX_SEED_BYTES)}`, 1, 'not-a-seed'],
    ['is cut', TEXT.slice(0, -2), TEXT.split('\n').length - 1, 'cut'],
  ])('%s', async (_, content, line, reason) => {
    const file = path.join(await tempFolder(), 'barn.seed');
    if (content !== null) await writeFile(file, content);
    const error = await appErrorOf(readSeedFile(file, NEVER));
    expect([error.code, error.facts]).toEqual(['seed-unreadable', { file, line, reason }]);
  });

  it('is a folder, or never ends', async () => {
    const folder = path.join(await tempFolder(), 'folder');
    await mkdir(folder);
    expect((await appErrorOf(readSeedFile(folder, NEVER))).facts.reason).toBe('unreadable');
    expect((await appErrorOf(readSeedFile('/dev/zero', NEVER))).facts.reason).toBe('not-a-seed');
  });

  it('cannot be opened', async () => {
    const file = path.join(await tempFolder(), 'x'.repeat(300));
    expect((await appErrorOf(readSeedFile(file, NEVER))).facts.reason).toBe('unreadable');
  });
});
