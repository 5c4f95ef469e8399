import { randomBytes } from 'node:crypto';
import { mkdtemp, mkdir, open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MIB } from './block-devices.ts';
import { tool } from './tool.ts';

const FAT = { start: MIB, bytes: 16 * MIB };
/** Where some boards look for what starts them. */
const GAP = { start: 64 << 10, bytes: 256 << 10 };
const EXT4 = { start: 17 * MIB, bytes: 30 * MIB };

/** Length of the image that `makeCard` makes; a drive may be larger. */
export const CARD_BYTES = 48 * MIB;

/**
 * A card as NixOS makes them, small: an MBR with a FAT partition FIRMWARE and an ext4 partition `label`, both with files
 * of random bytes, so that no two cards are equal; some in the gap before them, too. The rest up to `bytes` is a hole.
 */
export async function makeCard(file: string, label: string, bytes = CARD_BYTES): Promise<string> {
  const work = await mkdtemp(`${file}-`);
  try {
    await writeFile(file, '');
    await truncate(file, bytes);
    const sectors = ({ start, bytes: length }: typeof FAT, type: string): string =>
      `start=${start / 512}, size=${length / 512}, type=${type}`;
    const table = ['label: dos', sectors(FAT, 'b'), sectors(EXT4, '83')].join('\n');
    await tool('sfdisk', ['--quiet', '--no-tell-kernel', file], table);
    await splice(file, GAP.start, randomBytes(GAP.bytes));
    await splice(file, FAT.start, await fatPart(work));
    await splice(file, EXT4.start, await ext4Part(work, label));
    return file;
  } finally {
    await rm(work, { recursive: true });
  }
}

async function fatPart(work: string): Promise<Buffer> {
  const part = path.join(work, 'fat');
  const kernel = path.join(work, 'kernel.img');
  await writeFile(kernel, randomBytes(8 * MIB));
  await writeFile(part, '');
  await truncate(part, FAT.bytes);
  await tool('mkfs.vfat', ['-n', 'FIRMWARE', part]);
  await tool('mcopy', ['-i', part, kernel, '::kernel.img']);
  return readFile(part);
}

async function ext4Part(work: string, label: string): Promise<Buffer> {
  const part = path.join(work, 'ext4');
  const root = path.join(work, 'root');
  await mkdir(root);
  await writeFile(path.join(root, 'store.bin'), randomBytes(16 * MIB));
  await tool('mkfs.ext4', ['-q', '-F', '-L', label, '-d', root, part, `${EXT4.bytes / 1024}k`]);
  return readFile(part);
}

async function splice(file: string, offset: number, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.write(bytes, 0, bytes.length, offset);
  } finally {
    await handle.close();
  }
}
