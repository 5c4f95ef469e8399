import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { IMAGE_RECORD_PATH, type ImageRecord } from '../../../src/core/seed/image-record.ts';
import type { PiFiles } from '../prepare/pi.ts';
import { layUnits } from '../prepare/pi-units.ts';
import { MIB } from './block-devices.ts';
import { tool } from './tool.ts';

/** As sd-image makes them: a gap, FIRMWARE, the root file system. */
export const FIRMWARE = { start: 8 * MIB, bytes: 48 * MIB };
const ROOT = { start: 56 * MIB, bytes: 104 * MIB };
export const PI_CARD_BYTES = 160 * MIB;

const PI_ROOT = path.join(import.meta.dirname, '../pi/root');

const EXTLINUX = `default pi
timeout 1
label pi
  linux /vmlinuz
  initrd /initrd.gz
  append console=ttyAMA0 quiet loglevel=3 systemd.show_status=no systemd.getty_auto=no panic=-1
`;

/** Units that read what a seed brings: each says what it found when it started. */
const READERS: Readonly<Record<string, string>> = {
  'avahi-daemon': '/proc/sys/kernel/hostname',
  NetworkManager: '/var/lib/nixberry/country',
  'tailscaled-autoconnect': '/var/lib/nixberry/tailscale.key',
  wpa_supplicant: '/var/lib/nixberry/wifi.secrets',
};

/** The image of a Pi that takes seeds, with the flake's first boot as the tree has it. */
export async function makePiCard(files: PiFiles, record: ImageRecord, file: string): Promise<string> {
  const work = await mkdtemp(`${file}-`);
  try {
    await writeFile(file, '');
    await truncate(file, PI_CARD_BYTES);
    const part = ({ start, bytes }: typeof ROOT, type: string): string =>
      `start=${start / 512}, size=${bytes / 512}, type=${type}`;
    await tool(
      'sfdisk',
      ['--quiet', '--no-tell-kernel', file],
      `label: dos\n${part(FIRMWARE, 'b')}\n${part(ROOT, '83')}`,
    );
    await makeFirmware(files, record, file, work);
    await makeRoot(files, file, path.join(work, 'root'));
    return file;
  } finally {
    // Folders of a Nix store let nothing be removed from them.
    await tool('chmod', ['-R', 'u+w', work]);
    await rm(work, { recursive: true });
  }
}

/** The arguments by which mtools find a card's FAT partition. */
export function firmwareOf(file: string): readonly string[] {
  return ['-i', `${file}@@${FIRMWARE.start}`];
}

async function makeFirmware(files: PiFiles, record: ImageRecord, file: string, work: string): Promise<void> {
  const sectors = ['--offset', String(FIRMWARE.start / 512), file, String(FIRMWARE.bytes / 1024)];
  await tool('mkfs.vfat', ['-n', 'FIRMWARE', ...sectors]);
  const extlinux = path.join(work, 'extlinux.conf');
  const json = path.join(work, 'image.json');
  await writeFile(extlinux, EXTLINUX);
  await writeFile(json, JSON.stringify(record));
  const fat = firmwareOf(file);
  await tool('mmd', [...fat, '::extlinux', '::nixberry']);
  await tool('mcopy', [...fat, files.kernel, '::vmlinuz']);
  await tool('mcopy', [...fat, files.initrd, '::initrd.gz']);
  await tool('mcopy', [...fat, extlinux, '::extlinux/extlinux.conf']);
  await tool('mcopy', [...fat, json, `::${IMAGE_RECORD_PATH}`]);
}

async function makeRoot(files: PiFiles, file: string, root: string): Promise<void> {
  await cp(files.root, root, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  await cp(PI_ROOT, root, { recursive: true });
  await chmod(path.join(root, 'etc/shadow'), 0o640);
  await layUnits(root);
  await layReaders(path.join(root, 'etc/systemd/system'));
  await enable(path.join(root, 'etc/systemd/system'));
  const argv = ['mkfs.ext4', '-q', '-F', '-L', 'NIXOS_SD', '-d', root, '-E', `offset=${ROOT.start}`, file];
  const size = `${ROOT.bytes / 1024}k`;
  // Without root's rights the files are root's in a user namespace only, and mkfs sees it so.
  if (process.getuid?.() === 0) await tool('mkfs.ext4', [...argv.slice(1), size]);
  else await tool('unshare', ['--map-root-user', ...argv, size]);
}

async function layReaders(folder: string): Promise<void> {
  for (const [name, read] of Object.entries(READERS)) {
    const command = `mkdir -p /run/rig; { cat ${read} || echo nothing; } | sha256sum | cut -c 1-64 > /run/rig/${name}`;
    const unit = `[Service]\nType=oneshot\nExecStart=/bin/sh -c '${command}'\n\n[Install]\nWantedBy=multi-user.target\n`;
    await writeFile(path.join(folder, `${name}.service`), unit);
  }
}

/** What `systemctl enable` does for the units in this folder; and the Pi starts into multi-user.target. */
async function enable(folder: string): Promise<void> {
  for (const unit of await readdir(folder)) {
    if (!unit.endsWith('.service')) continue;
    const text = await readFile(path.join(folder, unit), 'utf8');
    for (const [, kind = '', target = ''] of text.matchAll(/^(Wanted|Required)By=(\S+)$/gm)) {
      const links = path.join(folder, `${target}.${kind === 'Wanted' ? 'wants' : 'requires'}`);
      await mkdir(links, { recursive: true });
      await symlink(`../${unit}`, path.join(links, unit));
    }
  }
  await symlink('/usr/lib/systemd/system/multi-user.target', path.join(folder, 'default.target'));
}
