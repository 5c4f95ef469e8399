import { execa } from 'execa';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readSevenZipArguments } from '../../build/package/seven-zip-arguments.mjs';
import { tempFolder } from '../support/temp-folder.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../../build/package/seven-zip.mjs');
const MAKE_MS = 20_000;

test('a tar becomes a tar.gz, as electron-builder asks for it', async () => {
  const folder = await tempFolder();
  const [from, to] = [path.join(folder, 'a.tar'), path.join(folder, 'a.tar.gz')];
  const bytes = Buffer.alloc((1 << 20) + 11, 'nixberry');
  await writeFile(from, bytes);
  await execa(PROGRAM, ['a', '-bd', '-mx=9', to, from], { timeout: MAKE_MS });
  expect(gunzipSync(await readFile(to)).equals(bytes)).toBe(true);
  expect((await stat(to)).size).toBeLessThan(bytes.length / 10);
});

test.each([
  ['another command', ['x', '-bd', 'a.tar.gz', 'a.tar']],
  ['a switch that is not known', ['a', '-mtm=off', 'a.tar.gz', 'a.tar']],
  ['another kind of archive', ['a', '-bd', 'a.7z', 'a.tar']],
  ['two files', ['a', '-bd', 'a.tar.gz', 'a.tar', 'b.tar']],
  ['no file', ['a', '-bd', 'a.tar.gz']],
  ['nothing', []],
])('%s is an error', (_, argv) => {
  expect(() => readSevenZipArguments(argv)).toThrow(/^7za: /);
});
