import path from 'node:path';
import { build } from 'esbuild';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { tempFolder } from '../../../support/temp-folder.ts';

it('is one file besides what has native parts, and leaves Linux to its own writer', async () => {
  const outfile = path.join(await tempFolder(), 'etcher-writer.cjs');
  const { metafile } = await build({
    entryPoints: ['src/node/etcher/writer/main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['drivelist', 'etcher-sdk'],
    metafile: true,
  });
  const loaded = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map((one) => one.path));
  expect(loaded.filter((name) => /^(drivelist|etcher-sdk)/.test(name)).sort()).toEqual([
    'drivelist',
    'etcher-sdk/build/source-destination/block-device.js',
  ]);
  expect(Object.keys(metafile.inputs).filter((name) => name.startsWith('src/linux/'))).toEqual([]);
  const { exitCode, stdout, stderr } = await execa(process.execPath, [outfile], { reject: false, input: '' });
  expect([exitCode, stdout, stderr]).toEqual([1, '', 'Error: linux has a writer of its own']);
});
