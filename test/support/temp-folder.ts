import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is removed when the test has ended. `parent`: another file system than that of temporary files. */
export async function tempFolder(parent = os.tmpdir()): Promise<string> {
  const folder = await mkdtemp(path.join(parent, 'nixberry-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
