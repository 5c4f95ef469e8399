import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';

const MIB = 1 << 20;
const TOOL_MS = 5 * 60_000;
const ROOT_START_BYTES = 8 * MIB;
const FILE_BYTES = 16 * MIB;

/** An image with one ext4 partition of which half is free, in `folder`. Kept between runs. */
export async function halfEmptyImage(folder: string, bytes: number): Promise<string> {
  const image = path.join(folder, `half-empty-1-${bytes / MIB}.img`);
  if (existsSync(image)) return image;
  const work = await mkdtemp(path.join(folder, 'half-empty-'));
  try {
    const part = path.join(work, 'image');
    const root = path.join(work, 'root');
    await mkdir(root);
    for (let made = 0; made < bytes / 2; made += FILE_BYTES)
      await writeFile(path.join(root, String(made)), randomBytes(FILE_BYTES));
    await writeFile(part, '');
    await truncate(part, bytes);
    const table = `label: dos\nstart=${ROOT_START_BYTES / 512}, type=83\n`;
    await execa('sfdisk', ['--quiet', '--no-tell-kernel', part], { input: table, timeout: TOOL_MS });
    const kibibytes = String((bytes - ROOT_START_BYTES) / 1024);
    const offset = ['-E', `offset=${ROOT_START_BYTES}`];
    await execa('mkfs.ext4', ['-q', '-F', '-d', root, ...offset, part, `${kibibytes}k`], { timeout: TOOL_MS });
    await rename(part, image);
    return image;
  } finally {
    await rm(work, { recursive: true });
  }
}
