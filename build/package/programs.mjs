// The programs beside the packaged app that run outside of Electron: the writer as a single file with Node in it, and the
// Node that etcher-sdk's scanner runs on.
import { chmod, copyFile, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { makeSingleFile } from './single-file.mjs';

/**
 * Makes both out of the Node that runs us, into release/programs/<platform>-<arch>, where electron-builder.yml expects them.
 * A package for another platform is made on that platform.
 */
export async function makePrograms(node = process.execPath) {
  const folder = path.resolve('release/programs', `${process.platform}-${process.arch}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const ending = process.platform === 'win32' ? '.exe' : '';
  const plain = path.join(folder, `node${ending}`);
  await copyFile(node, plain);
  await chmod(plain, 0o755);
  await makeSingleFile(path.join(folder, `nixberry-writer${ending}`), path.resolve('dist/writer.cjs'), node);
}
