import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync, rmSync, statfsSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import type { Drive } from '../../src/core/drives/drive.ts';
import type { ImageRecord } from '../../src/core/seed/image-record.ts';
import type { CardRecord } from '../../src/core/seed/card-record.ts';
import { readMountedCard } from '../../src/node/drives/mounted-card.ts';
import { createSlots } from '../../src/node/drives/slots.ts';
import { readUsedBytes } from '../../src/node/drives/used-bytes.ts';
import { addPartition, loopDrive, mount, mountPoint, personMountPoint, read, run } from './drives-support.ts';

const slots = createSlots(2, 5_000);
const IMAGE: ImageRecord = {
  ...{ format: 1, host: 'greenhouse', board: 'pi4', nixos: '26.05.20260901.abcdef1' },
  seed: { format: 1, user: 'ada', password: true, wifi: null, tailscale: false },
};
const CARD: CardRecord = {
  ...{ format: 1, writtenBy: 'nixberry 0.1.0', writtenAt: '2026-11-03T14:32:00.000Z', job: 'job' },
  ...{ image: 'greenhouse.img', builtAt: null, revision: null, hostName: 'shed', seed: null },
};

/** A mounted card with these two files. Its file system is said to be a FAT, of which many kernels know nothing. */
async function fatCard(image: string, card: string): Promise<{ readonly drive: Drive; readonly path: string }> {
  const device = loopDrive();
  run('mkfs.ext4', '-q', device);
  const path = personMountPoint();
  mount(device, path);
  mkdirSync(`${path}/nixberry`);
  writeFileSync(`${path}/nixberry/image.json`, image);
  writeFileSync(`${path}/nixberry/card.json`, card);
  const drive = await read(device);
  return { drive: { ...drive, mounts: drive.mounts.map((one) => ({ ...one, fsType: 'vfat' })) }, path };
}

it('says how full a mounted partition is, as the system says it', async () => {
  const drive = loopDrive();
  const partition = addPartition(drive);
  run('mkfs.ext4', '-q', partition);
  expect(await readUsedBytes(await read(drive), slots)).toEqual(new Map());
  const path = mountPoint();
  mount(partition, path);
  writeFileSync(`${path}/photos`, Buffer.alloc(20 << 20, 1));
  run('sync', '--file-system', path);
  const { blocks, bfree, bsize } = statfsSync(path);
  const used = (blocks - bfree) * bsize;
  expect(used).toBeGreaterThan(20 << 20);
  expect(await readUsedBytes(await read(drive), slots)).toEqual(new Map([[partition, used]]));
});

it('touches no path that is another file system’s here', async () => {
  const drive = loopDrive();
  run('mkfs.ext4', '-q', drive);
  const path = mountPoint();
  const child = spawn(
    'unshare',
    ['--mount', 'sh', '-ec', 'mount "$1" "$2"; echo ready; read -r _', 'sh', drive, path],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  onTestFinished(async () => {
    child.stdin.end();
    if (child.exitCode === null) await once(child, 'exit');
  });
  await once(child.stdout, 'data');
  const seen = await read(drive);
  expect(seen.mounts).toMatchObject([{ path }]);
  expect(await readUsedBytes(seen, slots)).toEqual(new Map());
});

it('knows whose card it is by the records on a mounted FAT', async () => {
  const { drive } = await fatCard(JSON.stringify(IMAGE), JSON.stringify(CARD));
  expect(await readMountedCard(drive, slots)).toEqual({
    ...{ kind: 'nixberry', host: 'shed', nixos: '26.05', writtenAt: '2026-11-03T14:32:00.000Z' },
  });
});

it('makes nothing of records that are none, or too long', async () => {
  const { drive, path } = await fatCard(JSON.stringify(IMAGE), 'no JSON');
  expect(await readMountedCard(drive, slots)).toMatchObject({ host: 'greenhouse', writtenAt: null });
  truncateSync(`${path}/nixberry/image.json`, 1 << 20);
  expect(await readMountedCard(drive, slots)).toBeNull();
});

it('follows no link, and waits for no pipe', async () => {
  const { drive, path } = await fatCard(JSON.stringify(IMAGE), JSON.stringify(CARD));
  rmSync(`${path}/nixberry/card.json`);
  run('mkfifo', `${path}/nixberry/card.json`);
  expect(await readMountedCard(drive, slots)).toMatchObject({ host: 'greenhouse', writtenAt: null });
  renameSync(`${path}/nixberry/image.json`, `${path}/image.json`);
  symlinkSync(`${path}/image.json`, `${path}/nixberry/image.json`);
  expect(await readMountedCard(drive, slots)).toBeNull();
});

it('looks into no file system that is none of those that a Pi starts from', async () => {
  const { drive } = await fatCard(JSON.stringify(IMAGE), JSON.stringify(CARD));
  expect(
    await readMountedCard({ ...drive, mounts: drive.mounts.map((one) => ({ ...one, fsType: 'ext4' })) }, slots),
  ).toBeNull();
});
