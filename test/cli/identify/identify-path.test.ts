import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../../support/temp-folder.ts';
import { useCli } from '../run-cli.ts';

const cli = useCli();

test('what no path leads to is no card, and no fault of ours', async () => {
  const folder = await tempFolder();
  await writeFile(path.join(folder, 'file'), '');
  await symlink('loop', path.join(folder, 'loop'));
  for (const name of ['file/x', 'file/x.img', 'loop', 'x'.repeat(300)]) {
    const { code, stderr } = await cli.run(['identify', path.join(folder, name)]);
    expect([name, code, stderr.includes('a fault in Nixberry')]).toEqual([name, 2, false]);
  }
});
