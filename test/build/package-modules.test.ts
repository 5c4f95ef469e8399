import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bundledModules } from '../../build/package/modules.mjs';
import { tempFolder } from '../support/temp-folder.ts';

/** Packages by their folders, with what each depends on. */
async function installed(packages: Readonly<Record<string, object>>): Promise<string> {
  const root = await tempFolder();
  for (const [folder, manifest] of Object.entries(packages)) {
    await mkdir(path.join(root, folder), { recursive: true });
    await writeFile(path.join(root, folder, 'package.json'), JSON.stringify(manifest));
  }
  return root;
}

test('what is in the bundles is not packed again, with all that it brought', async () => {
  const root = await installed({
    '.': { dependencies: { words: '1', both: '1' }, optionalDependencies: { native: '1', 'not-for-here': '1' } },
    'node_modules/words': { dependencies: { deep: '1', shared: '2', '@scope/part': '1' } },
    'node_modules/words/node_modules/shared': { dependencies: {} },
    'node_modules/deep': { dependencies: { words: '1' } },
    'node_modules/@scope/part': {},
    'node_modules/both': { dependencies: { shared: '1' } },
    'node_modules/native': { dependencies: { both: '1', addon: '1' } },
    'node_modules/addon': { optionalDependencies: { 'only-elsewhere': '1' } },
    'node_modules/shared': {},
    'node_modules/only-for-development': {},
  });
  expect(await bundledModules(root)).toEqual([
    'node_modules/@scope/part',
    'node_modules/deep',
    'node_modules/words',
    'node_modules/words/node_modules/shared',
  ]);
});

test('of ours, zod goes and etcher-sdk stays with what it needs', async () => {
  const gone = await bundledModules(path.resolve(import.meta.dirname, '../..'));
  expect(gone).toEqual(expect.arrayContaining(['node_modules/zod', 'node_modules/yauzl', 'node_modules/commander']));
  for (const name of ['etcher-sdk', 'drivelist', 'node-liblzma', 'usb', 'node-raspberrypi-usbboot'])
    expect(gone).not.toContain(`node_modules/${name}`);
});
