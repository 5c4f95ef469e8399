import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { judge } from '../../src/core/drives/judge.ts';
import { addPartition, attach, loopDrive, mount, mountPoint, personMountPoint, read, run } from './drives-support.ts';

const ALLOWED = { allowVirtual: true, allowFixed: true };

async function refusalsOf(device: string): Promise<string[]> {
  return judge(await read(device), null, ALLOWED).refusals.map(({ code }) => code);
}

/** Runs a script in a mount namespace of its own, until the test has ended; resolves when it has said "ready". */
async function inOwnNamespace(script: string, ...args: readonly string[]): Promise<void> {
  const wait = `${script}; echo ready; read -r _`;
  const child = spawn('unshare', ['--mount', '--propagation', 'private', 'sh', '-ec', wait, 'sh', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    child.stdin.end();
    if (child.exitCode === null) await once(child, 'exit');
  });
  await once(child.stdout, 'data');
}

it('accepts a drive that nothing uses', async () => {
  expect(await refusalsOf(loopDrive())).toEqual([]);
});

it('refuses one that is mounted below /mnt', async () => {
  const device = loopDrive();
  run('mkfs.ext4', '-q', device);
  const path = mountPoint();
  mount(device, path);
  expect((await read(device)).mounts).toEqual([{ path, device, fsType: 'ext4', forPerson: false }]);
  expect(await refusalsOf(device)).toEqual(['system']);
});

it('accepts one that is mounted for the person, until it is bound to another place, too', async () => {
  const device = loopDrive();
  run('mkfs.ext4', '-q', device);
  const path = personMountPoint();
  mount(device, path);
  expect((await read(device)).mounts).toEqual([{ path, device, fsType: 'ext4', forPerson: true }]);
  expect(await refusalsOf(device)).toEqual([]);

  mkdirSync(`${path}/data`);
  const bound = mountPoint();
  mount(`${path}/data`, bound, '--bind');
  expect((await read(device)).mounts.map((found) => found.path).sort()).toEqual([path, bound].sort());
  expect(await refusalsOf(device)).toEqual(['system']);
});

it('refuses one that is mounted in another namespace only, even where it looks like the person’s', async () => {
  for (const path of [mountPoint(), personMountPoint()]) {
    const device = loopDrive();
    run('mkfs.ext4', '-q', device);
    await inOwnNamespace('mount "$1" "$2"', device, path);
    expect((await read(device)).mounts).toEqual([{ path, device, fsType: 'ext4', forPerson: false }]);
    expect(await refusalsOf(device)).toEqual(['system']);
  }
});

it('takes a copy of the person’s mount in a service’s namespace for the person’s', async () => {
  const device = loopDrive();
  run('mkfs.ext4', '-q', device);
  const path = personMountPoint();
  mount(device, path);
  await inOwnNamespace(':');
  expect((await read(device)).mounts).toEqual([{ path, device, fsType: 'ext4', forPerson: true }]);
});

it('finds the mount of a partition, and judges the partition itself', async () => {
  const device = loopDrive();
  const partition = addPartition(device);
  run('mkfs.ext4', '-q', partition);
  const path = mountPoint();
  mount(partition, path);
  const drive = await read(device);
  expect(drive.mounts).toEqual([{ path, device: partition, fsType: 'ext4', forPerson: false }]);
  expect(drive.partitions).toMatchObject([{ device: partition, bytes: drive.bytes - (1 << 20), mounts: [path] }]);
  expect(await refusalsOf(device)).toEqual(['system']);
  expect(await refusalsOf(partition)).toContain('not-whole-disk');
});

it('finds what is mounted from an image file on the drive', async () => {
  const device = loopDrive();
  run('mkfs.ext4', '-q', device);
  const path = personMountPoint();
  mount(device, path);
  run('truncate', '-s', '16M', `${path}/inner image.img`);
  run('mkfs.ext4', '-q', `${path}/inner image.img`);
  const inner = attach(`${path}/inner image.img`);
  expect(await refusalsOf(device)).toEqual([]);
  const innerPath = mountPoint();
  mount(inner, innerPath);
  expect((await read(device)).mounts).toMatchObject([{ path }, { path: innerPath, device: inner }]);
  expect(await refusalsOf(device)).toEqual(['system']);
});

it('finds every device of a btrfs, and a subvolume’s', async () => {
  const [first, second] = [loopDrive(), loopDrive()];
  run('mkfs.btrfs', '-q', '-f', first, second);
  // Without udev the kernel has to be told which devices belong together.
  run('btrfs', 'device', 'scan', first, second);
  const path = mountPoint();
  mount(first, path);
  run('btrfs', 'subvolume', 'create', `${path}/home`);
  const home = mountPoint();
  mount(second, home, '-o', 'subvol=home');
  for (const device of [first, second]) {
    expect((await read(device)).mounts.map((found) => [found.path, found.device])).toEqual([
      [path, device],
      [home, device],
    ]);
    expect(await refusalsOf(device)).toEqual(['system']);
  }
});

it('finds an overlay whose layer lies on the drive', async () => {
  const device = loopDrive();
  run('mkfs.ext4', '-q', device);
  const path = personMountPoint();
  mount(device, path);
  for (const name of ['lower', 'upper:1', 'work']) mkdirSync(`${path}/${name}`);
  const layers = `lowerdir=${path}/lower,upperdir=${path}/upper:1,workdir=${path}/work`;
  const merged = mountPoint();
  mount('overlay', merged, '-t', 'overlay', '-o', layers);
  expect((await read(device)).mounts).toMatchObject([{ path }, { path: merged, fsType: 'overlay' }]);
  expect(await refusalsOf(device)).toEqual(['system']);
});
