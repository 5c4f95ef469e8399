import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Drive } from '../../src/core/drives/drive.ts';
import { LINUX } from '../../src/linux/env.ts';
import { readDrive } from '../../src/linux/read-drive.ts';

/** The running system of the test's machine: every step is undone when the test has ended, the last one first. */

export const CARD_BYTES = 128 << 20;

/** Runs a program; throws with its words when it fails. */
export function run(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** A temporary folder below `parent`: /var/tmp is on a disk where /tmp is memory. */
export function folder(parent: string): string {
  const path = mkdtempSync(`${parent}/nixberry-test-`);
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A folder to mount on; it is only removed when it is empty, so that a forgotten mount loses nothing. */
export function mountPoint(prefix = '/mnt/nixberry-test-'): string {
  const path = mkdtempSync(prefix);
  onTestFinished(() => rmdirSync(path));
  return path;
}

/** The same where desktops mount what a person plugs in. */
export function personMountPoint(): string {
  return mountPoint('/media/nixberry-test-');
}

/** A new loop device on a new sparse file; `options` are losetup's. */
export function loopDrive(...options: readonly string[]): string {
  const file = `${folder('/var/tmp')}/card.img`;
  writeFileSync(file, '');
  truncateSync(file, CARD_BYTES);
  return attach(file, ...options);
}

/** A new loop device on a file. */
export function attach(file: string, ...options: readonly string[]): string {
  const device = run('losetup', '--find', '--show', ...options, '--', file);
  onTestFinished(() => {
    run('losetup', '--detach', device);
  });
  return device;
}

export function mount(device: string, path: string, ...options: readonly string[]): void {
  run('mount', ...options, '--', device, path);
  onTestFinished(() => {
    run('umount', '--', path);
  });
}

/** Partition 1 over all of the drive but its first MiB: many kernels do not look for partitions on loop devices. */
export function addPartition(drive: string): string {
  const sectors = CARD_BYTES / 512 - 2048;
  run('addpart', drive, '1', '2048', String(sectors));
  onTestFinished(() => {
    run('delpart', drive, '1');
  });
  const name = `${basename(drive)}p1`;
  const [major = '', minor = ''] = run('cat', `/sys/class/block/${name}/dev`).split(':');
  const node = `/dev/${name}`;
  run('rm', '-f', node);
  run('mknod', node, 'b', major, minor);
  onTestFinished(() => rmSync(node, { force: true }));
  return node;
}

/** What the kernel says of the drive now. */
export async function read(device: string): Promise<Drive> {
  const drive = await readDrive(device, LINUX);
  if (!drive) throw new Error(`${device} is not there`);
  return drive;
}
