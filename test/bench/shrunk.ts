import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';

const MIB = 1 << 20;
const TOOL_MS = 5 * 60_000;
const GAP_BYTES = 8 * MIB;
const FILE_BYTES = 16 * MIB;
/** What NixOS leaves free in a root file system that it has shrunk. */
const FREE_BYTES = 16 * MIB;
/** Of an ext4 of some 400 MB: its tables and its journal. */
const TABLES_BYTES = 26 * MIB;
/** Of an image of 1.36 GB: the partition for firmware, and the files in it. */
const FIRMWARE_SHARE = (256 * MIB) / 1360e6;
const FIRMWARE_FILES_SHARE = 50e6 / 1360e6;

/**
 * An image as NixOS makes them, in `folder`: a partition for firmware that is mostly free, and an ext4 that is as large as what
 * it holds and some 16 MiB. Kept between runs.
 */
export async function shrunkImage(folder: string, bytes: number): Promise<string> {
  const image = path.join(folder, `shrunk-1-${bytes / MIB}.img`);
  if (existsSync(image)) return image;
  const work = await mkdtemp(path.join(folder, 'shrunk-'));
  try {
    const part = path.join(work, 'image');
    const firmwareBytes = Math.round((bytes * FIRMWARE_SHARE) / MIB) * MIB;
    const rootStart = GAP_BYTES + firmwareBytes;
    await writeFile(part, '');
    await truncate(part, bytes);
    const firmware = `start=${GAP_BYTES / 512}, size=${firmwareBytes / 512}, type=c`;
    const input = `label: dos\n${firmware}\nstart=${rootStart / 512}, type=83\n`;
    await execa('sfdisk', ['--quiet', '--no-tell-kernel', part], { input, timeout: TOOL_MS });
    await fillFirmware(part, firmwareBytes, randomBytes(Math.round(bytes * FIRMWARE_FILES_SHARE)));
    await fillRoot(part, rootStart, bytes - rootStart);
    await rename(part, image);
    return image;
  } finally {
    await rm(work, { recursive: true });
  }
}

async function fillFirmware(image: string, bytes: number, content: Buffer): Promise<void> {
  const sectors = ['--offset', String(GAP_BYTES / 512), image, String(bytes / 1024)];
  await execa('mkfs.vfat', ['-F', '16', '-n', 'FIRMWARE', ...sectors], { timeout: TOOL_MS });
  const file = path.join(path.dirname(image), 'firmware');
  await writeFile(file, content);
  await execa('mcopy', ['-i', `${image}@@${GAP_BYTES}`, file, '::firmware'], {
    env: { MTOOLS_SKIP_CHECK: '1' },
    timeout: TOOL_MS,
  });
}

async function fillRoot(image: string, start: number, bytes: number): Promise<void> {
  const root = path.join(path.dirname(image), 'root');
  await mkdir(root);
  for (let left = bytes - TABLES_BYTES - FREE_BYTES; left > 0; left -= FILE_BYTES)
    await writeFile(path.join(root, String(left)), randomBytes(Math.min(left, FILE_BYTES)));
  // As mke2fs has it of itself for a larger one.
  const argv = [
    '-q',
    '-F',
    '-b',
    '4096',
    '-i',
    '16384',
    '-d',
    root,
    '-E',
    `offset=${start}`,
    image,
    `${bytes / 1024}k`,
  ];
  await execa('mkfs.ext4', argv, { timeout: TOOL_MS });
}
