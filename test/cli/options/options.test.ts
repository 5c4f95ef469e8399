import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorWords } from '../../../src/cli/error-words.ts';
import { parseSha256 } from '../../../src/cli/options/sha256.ts';
import { parseSize } from '../../../src/cli/options/size.ts';
import { needsYes, parseTarget } from '../../../src/cli/options/target.ts';
import { appErrorOf } from '../../support/errors.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe('sizes', () => {
  test.each([
    ['2000000000', 2_000_000_000],
    ['64M', 64 * 2 ** 20],
    ['64MiB', 64 * 2 ** 20],
    ['64 MB', 64e6],
    ['2g', 2 ** 31],
    ['1.5G', 1.5 * 2 ** 30],
    ['32GB', 32e9],
  ])('%s', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  test.each(['', 'big', '0', '-1', '5X', '1e3', '64M ok', '9999999999T'])('%j is none', (text) => {
    expect(() => parseSize(text)).toThrow('64M');
  });
});

test('a hash is taken in upper case, too, and nothing else is one', () => {
  expect(parseSha256('AB'.repeat(32))).toBe('ab'.repeat(32));
  expect(() => parseSha256('ab'.repeat(31))).toThrow('64');
});

describe('targets', () => {
  test('a path that ends in .img is a virtual card', async () => {
    const card = path.join(await tempFolder(), 'card.img');
    const fresh = { kind: 'file', path: card, cardBytes: 5, exists: false } as const;
    expect(parseTarget(card, 5)).toEqual(fresh);
    expect(needsYes(fresh)).toBe(false);
    await writeFile(card, '');
    expect(parseTarget(card, null)).toMatchObject({ exists: true, cardBytes: null });
    expect(needsYes(parseTarget(card, null))).toBe(true);
  });

  test('a relative path is made absolute: the writer has another folder', () => {
    expect(parseTarget('a.img', null).path).toBe(path.resolve('a.img'));
  });

  test('anything that is no block device is refused', async () => {
    const folder = await tempFolder();
    await writeFile(path.join(folder, 'file'), '');
    for (const target of [folder, path.join(folder, 'file'), '/dev/null', '/dev/sd', 'sdb'])
      expect(await appErrorOf(() => parseTarget(target, null))).toMatchObject({ code: 'target-not-found' });
  });

  test('a virtual card is an ordinary file in a folder that exists', async () => {
    const folder = await tempFolder();
    const [directory, link] = [path.join(folder, 'folder.img'), path.join(folder, 'link.img')];
    await mkdir(directory);
    await symlink('elsewhere.img', link);
    const refused = { code: 'refused', facts: { reason: 'folder' } };
    expect(await appErrorOf(() => parseTarget(directory, null))).toMatchObject(refused);
    expect(await appErrorOf(() => parseTarget(link, null))).toMatchObject({ ...refused, facts: { reason: 'link' } });
    const missing = path.join(folder, 'none', 'card.img');
    expect(await appErrorOf(() => parseTarget(missing, null))).toMatchObject({ code: 'folder-not-found' });
    expect(errorWords('refused', { device: link, reason: 'link' })).toEqual({
      message: `${link} was not written: it is a link, and a virtual card is an ordinary file.`,
      next: 'Give the path of the file that it leads to, or another name.',
    });
  });

  test('drives of Windows are outside of the file system', () => {
    expect(parseTarget('\\\\.\\PhysicalDrive2', null)).toEqual({ kind: 'drive', path: '\\\\.\\PhysicalDrive2' });
  });
});
