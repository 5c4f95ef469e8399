import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { SCRIPTS } from './flake-firstboot-support.ts';

// Which partition card.sh mounts, with other programs in the place of those that look at drives.

const LABEL = '/by-label/FIRMWARE';
const ROOT = ['NIXOS_SD /dev/mmcblk0p2 /dev/mmcblk0', ' /dev/mmcblk0 '];

interface Ran {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** What is said, and mounted, where `lsblk` prints these lines. */
async function cardWith(drives: readonly string[]): Promise<Ran & { readonly partition: string }> {
  const dir = await tempFolder();
  for (const folder of ['bin', 'by-label']) await mkdir(path.join(dir, folder));
  const fake = (name: string, text: string): Promise<void> =>
    writeFile(path.join(dir, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  await writeFile(path.join(dir, 'lsblk'), [...drives, ...ROOT].map((line) => `${line}\n`).join(''));
  await fake('udevadm', 'exit 0');
  await fake('findmnt', 'echo /dev/mmcblk0p2');
  await fake('lsblk', `[ "$2" != PKNAME ] || exec echo /dev/mmcblk0\nexec cat ${dir}/lsblk`);
  await fake('mount', 'echo "mounted $5 at $6"');
  await fake('umount', 'echo "unmounted $1"');
  const partition = dir + LABEL;
  await writeFile(partition, '');
  const { exitCode, stdout, stderr } = await execa(
    'bash',
    [path.join(SCRIPTS, 'card.sh'), partition, '/mnt', 'sh', '-c', 'echo ran; exit 3'],
    { env: { PATH: `${dir}/bin:${process.env.PATH ?? ''}` }, reject: false },
  );
  return { code: exitCode, stdout, stderr, partition };
}

it('takes the one partition with the label, wherever it is', async () => {
  for (const drives of [[], ['FIRMWARE /dev/sda1 /dev/sda'], ['FIRMWARE /dev/mmcblk0p1 /dev/mmcblk0']]) {
    const { partition, ...ran } = await cardWith(drives);
    expect(ran).toEqual({ code: 3, stdout: `mounted ${partition} at /mnt\nran\nunmounted /mnt`, stderr: '' });
  }
});

it('of several, that on the disk of the running system', async () => {
  const ran = await cardWith([
    'FIRMWARE /dev/sda1 /dev/sda',
    'FIRMWARE /dev/mmcblk0p1 /dev/mmcblk0',
    'FIRMWARE /dev/sdb1 /dev/sdb',
  ]);
  expect(ran).toMatchObject({ code: 3, stdout: 'mounted /dev/mmcblk0p1 at /mnt\nran\nunmounted /mnt' });
});

it('none where none of several is', async () => {
  const ran = await cardWith(['FIRMWARE /dev/sda1 /dev/sda', 'FIRMWARE /dev/sdb1 /dev/sdb']);
  expect(ran).toMatchObject({ code: 0, stdout: '' });
  expect(ran.stderr).toContain('none is on the disk of this system; no settings are taken');
});
