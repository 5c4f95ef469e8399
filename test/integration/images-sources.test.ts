import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { images } from '../../src/node/images/images.ts';

/** Where image files lie, on a real file system on a real block device. Needs root, loop devices and ext4. */
const TOOL_TIMEOUT_MS = 30_000;
const DISK_BYTES = 16 << 20;
const IMAGE = Buffer.alloc(1 << 20, 'image');
const never = new AbortController().signal;

let folder = '';
let loop = '';

const run = (command: string, args: readonly string[]): Promise<{ stdout: string }> =>
  execa(command, args, { timeout: TOOL_TIMEOUT_MS });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nixberry-sources-'));
  const disk = join(folder, 'disk');
  await writeFile(disk, Buffer.alloc(DISK_BYTES));
  await run('mkfs.ext4', ['-q', disk]);
  loop = (await run('losetup', ['--show', '-f', disk])).stdout;
  await mkdir(join(folder, 'mounted'));
  await run('mount', [loop, join(folder, 'mounted')]);
});

afterAll(async () => {
  await run('umount', [join(folder, 'mounted')]);
  await run('losetup', ['-d', loop]);
  await rm(folder, { recursive: true, force: true });
});

test('a file tells the disk that it lies on', async () => {
  const file = join(folder, 'mounted', 'pi.img');
  await writeFile(file, IMAGE);
  const source = await images.open(file, { hashGiven: false, signal: never });
  expect(source.onDisks).toContain(basename(loop));
  await source.close();
});

test('a file in memory lies on no disk', async () => {
  const file = `/dev/shm/${basename(folder)}`;
  await writeFile(file, IMAGE);
  try {
    const source = await images.open(file, { hashGiven: false, signal: never });
    expect(source.onDisks).toEqual([]);
    await source.close();
  } finally {
    await rm(file);
  }
});

test('a block device is no image', async () => {
  await expect(images.open(loop, { hashGiven: false, signal: never })).rejects.toMatchObject({
    code: 'image-unknown-format',
    facts: { image: loop, what: 'block device' },
  });
});
