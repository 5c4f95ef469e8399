import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { debianDependencies } from '../../build/electron/libraries.mjs';

test('the deb depends on every library that Electron is linked to, by its names before and after t64', async () => {
  const yml = await readFile(path.resolve(import.meta.dirname, '../../electron-builder.yml'), 'utf8');
  const [, list = ''] = /^ {2}depends:\n((?: {4}- .*\n)+)/m.exec(yml) ?? [];
  const depends = [...list.matchAll(/- (.*)$/gm)].map(([, name]) => name);
  expect(depends).toEqual(expect.arrayContaining([...debianDependencies()]));
  expect(debianDependencies()).toContain('libasound2t64 | libasound2');
  // Electron does not start without it, nor does anything else of ours: Node's own floor is lower.
  expect(depends).toContain('libc6 (>= 2.34)');
});
