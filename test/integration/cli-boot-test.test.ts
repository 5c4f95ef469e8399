import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { QEMU } from '../../src/core/boot-test/qemu-argv.ts';
import { jsonLines, useCli } from '../cli/run-cli.ts';

// The real QEMU and U-Boot, on cards without a system; `npm run rig -- flash-then-boot` has one with.

const cli = useCli(120_000);
const FAT_OFFSET = 1 << 20;

let dir: string;
const at = (name: string): string => path.join(dir, name);

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'nixberry-boot-test-'));
  await mkdir(at('tmp'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** A card with a FAT partition that holds these files. */
async function makeCard(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const card = at('card.img');
  await writeFile(card, Buffer.alloc(24 << 20));
  const env = { MTOOLS_SKIP_CHECK: '1', PATH: `${process.env.PATH ?? ''}:/usr/sbin` };
  await execa('sfdisk', ['-q', card], { env, input: 'label: dos\nstart=1MiB, type=c, bootable\n' });
  await execa('mkfs.vfat', ['--offset', String(FAT_OFFSET / 512), card, String(23 << 10)], { env });
  const fat = ['-i', `${card}@@${FAT_OFFSET}`];
  await execa('mmd', [...fat, '::extlinux'], { env });
  for (const [name, content] of Object.entries(files)) {
    await writeFile(at('file'), content);
    await execa('mcopy', [...fat, at('file'), `::${name}`], { env });
  }
  return card;
}

const EXTLINUX = 'default pi\ntimeout 1\nlabel pi\n  linux /kernel\n  append console=ttyAMA0\n';

async function reasonOf(image: string): Promise<unknown> {
  const { code, stdout } = await cli.run(['boot-test', image, '--json'], { TMPDIR: at('tmp') });
  expect(code).toBe(4);
  const error = jsonLines(stdout).at(-1);
  return error?.type === 'error' ? error.reason : error;
}

test('a card without anything that starts', async () => {
  expect(await reasonOf(await makeCard({}))).toBe('nothing-bootable');
  // Of the card's copy nothing is left; the console is.
  const [kept = '', ...others] = await readdir(at('tmp'));
  expect(others).toEqual([]);
  expect(await readFile(at(path.join('tmp', kept, 'console.txt')), 'utf8')).toContain('U-Boot');
});

test('an extlinux.conf without its kernel, packed', async () => {
  const card = await makeCard({ 'extlinux/extlinux.conf': EXTLINUX });
  await execa('zstd', ['-q', card]);
  expect(await reasonOf(`${card}.zst`)).toBe('file-missing');
});

test('a kernel that is none', async () => {
  const files = { 'extlinux/extlinux.conf': EXTLINUX, kernel: Buffer.alloc(1 << 20, 'kernel') };
  expect(await reasonOf(await makeCard(files))).toBe('not-aarch64');
});

test('a U-Boot that is none: QEMU says nothing, and the time is over', async () => {
  const card = await makeCard({});
  await copyFile(card, at('u-boot.bin'));
  const args = ['boot-test', card, '--u-boot', at('u-boot.bin'), '--timeout', '2', '--json'];
  const { code, stdout } = await cli.run(args, { TMPDIR: at('tmp') });
  expect(code).toBe(4);
  expect(jsonLines(stdout).at(-1)).toMatchObject({ code: 'boot-failed', reason: 'timeout' });
});

test('a folder that is full by the time that it is over: the image is not blamed', async () => {
  await execa('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', at('tmp')]);
  try {
    const card = await makeCard({});
    await copyFile(card, at('u-boot.bin'));
    const args = ['boot-test', card, '--u-boot', at('u-boot.bin'), '--timeout', '5', '--json'];
    const run = cli.start(args, { TMPDIR: at('tmp') });
    await vi.waitFor(() => expect(run.stdout()).toContain('"u-boot"'), 60_000);
    await expect(writeFile(at('tmp/other'), Buffer.alloc(41 << 20))).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await run.exit).toBe(2);
    expect(jsonLines(run.stdout()).at(-1)).toMatchObject({ code: 'boot-no-room', folder: at('tmp') });
    expect(await readdir(at('tmp'))).toEqual(['other']);
  } finally {
    await execa('umount', [at('tmp')]);
  }
});

test('Ctrl-C ends the machine', async () => {
  const card = await makeCard({ 'extlinux/extlinux.conf': EXTLINUX });
  const run = cli.start(['boot-test', card, '--json'], { TMPDIR: at('tmp') });
  await vi.waitFor(() => expect(run.stdout()).toContain('U-Boot 20'), 60_000);
  expect(await machinesOf(dir)).toBe(1);
  run.child.kill('SIGINT');
  expect(await run.exit).toBe(130);
  expect(await machinesOf(dir)).toBe(0);
  expect(await readdir(at('tmp'))).toEqual([]);
});

/** How many QEMUs have a card in this folder. */
async function machinesOf(folder: string): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => (line.split('\0')[0] ?? '').endsWith(QEMU) && line.includes(folder)).length;
}
