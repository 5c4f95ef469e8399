import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createDrives } from '../../../src/node/drives/drives.ts';
import type { DrivesPlatform } from '../../../src/node/drives/platform.ts';
import { aDrive } from '../../core/drives/a-drive.ts';

const drives = [aDrive(), aDrive({ device: '/dev/loop1', kind: 'loop' }), aDrive({ device: '/dev/sdb', bytes: 0 })];

function platform(change: Partial<DrivesPlatform> = {}): DrivesPlatform {
  return {
    listAll: () => Promise.resolve(drives),
    inspect: () => Promise.resolve(null),
    fingerprint: () => '',
    ...change,
  };
}

it('lists what a person could mean, or all', async () => {
  const reader = createDrives(platform());
  expect((await reader.list({ all: false, usbBoot: false })).map(({ device }) => device)).toEqual(['/dev/sda']);
  expect(await reader.list({ all: true, usbBoot: false })).toHaveLength(3);
});

it('watches what it lists', async () => {
  const abort = new AbortController();
  for await (const list of createDrives(platform()).watch({ all: false, usbBoot: false }, abort.signal)) {
    expect(list.map(({ device }) => device)).toEqual(['/dev/sda']);
    abort.abort();
  }
});

it('follows links such as those in /dev/disk/by-id to the device', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nixberry-drives-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(`${folder}/sda`, '');
  await symlink('sda', `${folder}/usb-SanDisk_Ultra`);
  const asked: string[] = [];
  const inspect = (device: string) => Promise.resolve(asked.push(device) > 0 ? aDrive() : null);

  expect((await createDrives(platform({ inspect })).inspect(`${folder}/usb-SanDisk_Ultra`)).device).toBe('/dev/sda');
  expect(asked).toEqual([await realpath(`${folder}/sda`)]);
});

it('says so when there is no device, naming the path as it was given', async () => {
  const reader = createDrives(platform());
  for (const device of ['/dev/not-there', '/dev/null', String.raw`\\.\PhysicalDrive9`])
    await expect(reader.inspect(device)).rejects.toMatchObject({ code: 'target-not-found', facts: { device } });
});

it('reads this computer without any right, file or setting', async () => {
  const all = await createDrives().list({ all: true, usbBoot: false });
  expect(Array.isArray(all)).toBe(true);
});
