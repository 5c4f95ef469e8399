import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { vi } from 'vitest';
import { tempFolder } from './temp-folder.ts';

/** Programs of our own on the PATH, and no others: each is some lines of shell, with the folder as `$here`. Resolves to the folder. */
export async function onlyPrograms(programs: Readonly<Record<string, string>>): Promise<string> {
  const folder = await tempFolder();
  for (const [name, lines] of Object.entries(programs)) {
    await writeFile(path.join(folder, name), `#!/bin/sh\nhere=${folder}\n${lines}\n`);
    await chmod(path.join(folder, name), 0o755);
  }
  vi.stubEnv('PATH', folder);
  return folder;
}
