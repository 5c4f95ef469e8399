import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BootPorts } from '../../core/boot-test/ports.ts';

/** In a new folder that only we may look into, and that stays. */
export const keepLog: BootPorts['keepLog'] = async (text) => {
  const path = join(await mkdtemp(join(tmpdir(), 'nixberry-')), 'console.txt');
  await writeFile(path, text);
  return path;
};
