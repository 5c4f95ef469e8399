import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { withFileSystems, type FileSystems } from '../../../src/core/drives/file-systems.ts';
import { LINUX, type LinuxEnv } from '../../../src/linux/env.ts';
import { knownFileSystems } from '../../../src/node/drives/content.ts';
import { aDrive, aPartition } from '../../core/drives/a-drive.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const NOTHING = { fsType: null, label: null };
const EXT4 = { fsType: 'ext4', label: 'old' };
const drive = aDrive({ partitions: [aPartition('/dev/sda1')] });

/** sda and sda1 in sysfs, and records of udev for the numbers given. */
async function system(...recorded: readonly string[]): Promise<LinuxEnv> {
  const root = await tempFolder();
  for (const [name, number] of Object.entries({ sda: '8:0', sda1: '8:1' })) {
    await mkdir(path.join(root, 'class/block', name), { recursive: true });
    await writeFile(path.join(root, 'class/block', name, 'dev'), `${number}\n`);
  }
  await mkdir(path.join(root, 'udev/data'), { recursive: true });
  for (const number of recorded) await writeFile(path.join(root, 'udev/data', `b${number}`), '');
  return { ...LINUX, sys: root, run: root };
}

const listed: FileSystems = new Map([
  ['sda', NOTHING],
  ['sda1', NOTHING],
]);

it('believes lsblk where udev has looked, and probes nothing there', async () => {
  const probe = vi.fn(() => Promise.resolve(new Map()));
  const known = await knownFileSystems(listed, [drive], await system('8:0', '8:1'), probe);
  expect(probe).toHaveBeenCalledWith([]);
  expect(withFileSystems(drive, known, [])).toMatchObject({ contentKnown: true, fsType: null });
});

it('probes what udev has not seen, all in one call', async () => {
  const probe = vi.fn(() => Promise.resolve(new Map([['sda1', EXT4]])));
  const known = await knownFileSystems(listed, [drive], await system('8:0'), probe);
  expect(probe.mock.calls).toEqual([[['/dev/sda1']]]);
  expect(withFileSystems(drive, known, [])).toMatchObject({ contentKnown: true, partitions: [EXT4] });
});

it('says that it does not know where nobody could look', async () => {
  const known = await knownFileSystems(listed, [drive], await system(), () => Promise.resolve(new Map()));
  expect(withFileSystems(drive, known, [])).toMatchObject({ contentKnown: false, fsType: null });
});

it('leaves empty readers and optical drives alone', async () => {
  const probe = vi.fn(() => Promise.resolve(new Map()));
  const drives = [aDrive({ bytes: 0 }), aDrive({ kind: 'optical' })];
  await knownFileSystems(new Map(), drives, await system(), probe);
  expect(probe).toHaveBeenCalledWith([]);
});
