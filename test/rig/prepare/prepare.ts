import { createHash } from 'node:crypto';
import { copyFile, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../host/cache.ts';
import { fetchDeb, keptKernel, kernelPackage, unpackDeb } from './debian.ts';
import { depmod, kernelTools, packInitrd } from './kernel.ts';

const HERE = import.meta.dirname;
const INIT = path.join(HERE, '../guest/init');

/** What the guest has beside the host's own programs. Unpacked for the guest only, never installed here. */
const GUEST_PACKAGES = [
  ...['udev', 'kmod', 'libkmod2'],
  ...['dmsetup', 'libdevmapper1.02.1', 'libdevmapper-event1.02.1'],
  ...['lvm2', 'libaio1', 'libedit2', 'libbsd0', 'libmd0'],
  ...['cryptsetup-bin', 'libcryptsetup12', 'libpopt0', 'libargon2-1', 'libjson-c5'],
  ...['mdadm', 'eject'],
];

/** Folders of the kernel package that a guest with USB drives, SD cards, file systems, LVM, LUKS and RAID needs. */
const MODULE_FOLDERS = [
  ...['ata', 'block', 'cdrom', 'char', 'hid', 'md', 'mmc', 'scsi', 'usb', 'virtio'].map((name) => `drivers/${name}`),
  ...['arch', 'block', 'crypto', 'fs', 'lib', 'mm', 'net/9p', 'net/core', 'security/keys'],
];

/** What must be there before the root file system is; udev loads the rest. */
const FIRST_MODULES = ['virtio_pci', 'virtio_console', 'virtio-rng', '9pnet_virtio', '9p', 'overlay', 'crc32c_generic'];

export interface GuestFiles {
  readonly kernel: string;
  readonly initrd: string;
  /** Laid over the host's root in the guest: udev, kmod, storage tools, kernel modules. */
  readonly extra: string;
}

/**
 * The guest's files, made when they are missing, when the recipe has changed, or when apt offers a newer kernel and can
 * download it. Offline, a complete guest of an older kernel is good enough, and else one made of the packages that are kept.
 */
export async function prepareGuest(say: (line: string) => void): Promise<GuestFiles> {
  const cache = cacheFolder();
  const guest = path.join(cache, 'guest');
  const debs = path.join(cache, 'debs');
  await mkdir(debs, { recursive: true });
  const recipe = await fingerprint();
  const stamp = existsSync(path.join(guest, 'stamp')) ? await readFile(path.join(guest, 'stamp'), 'utf8') : '';
  const isUsable = stamp.startsWith(`${recipe} `);
  const offered = await kernelPackage();
  const isCurrent = offered === null ? isUsable : stamp === `${recipe} ${offered}`;
  if (!isCurrent) {
    const kernels = [offered, isUsable ? null : await keptKernel(debs)].filter((kernel) => kernel !== null);
    try {
      await firstThatWorks(kernels, async (kernel) => {
        say(`preparing the guest with ${kernel}`);
        await buildGuest(cache, guest, kernel, `${recipe} ${kernel}`);
      });
    } catch (error) {
      if (!isUsable) throw error;
      say(`keeping the guest of an older kernel: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return {
    kernel: path.join(guest, 'vmlinuz'),
    initrd: path.join(guest, 'initrd.gz'),
    extra: path.join(guest, 'extra'),
  };
}

/** Rejects as the last one does. */
async function firstThatWorks(kernels: readonly string[], build: (kernel: string) => Promise<void>): Promise<void> {
  let failure: unknown = new Error('apt knows no linux-image-amd64: run apt-get update');
  for (const kernel of new Set(kernels)) {
    try {
      await build(kernel);
      return;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function buildGuest(cache: string, guest: string, kernel: string, stamp: string): Promise<void> {
  const version = kernel.replace('linux-image-', '');
  const debs = path.join(cache, 'debs');
  const work = await mkdtemp(path.join(cache, 'build-'));
  try {
    const [out, extra, tree, tools] = ['out', 'out/extra', 'tree', 'tools'].map((name) => path.join(work, name)) as [
      string,
      string,
      string,
      string,
    ];
    for (const folder of [extra, tree, tools]) await mkdir(folder, { recursive: true });
    await unpackDeb(await fetchDeb(debs, kernel), tree, [
      './boot',
      ...MODULE_FOLDERS.map((folder) => `./lib/modules/${version}/kernel/${folder}`),
      ...['builtin', 'order', 'builtin.modinfo'].map((name) => `./lib/modules/${version}/modules.${name}`),
    ]);
    const kernelPrograms = await kernelTools(debs, tools);
    for (const name of GUEST_PACKAGES) await unpackDeb(await fetchDeb(debs, name), extra);
    await mergeUsr(extra);

    const modules = path.join(tree, 'lib/modules', version);
    await depmod(kernelPrograms, tree, version);
    const { busybox } = kernelPrograms;
    const initrd = { tree: modules, modules: FIRST_MODULES, init: INIT, busybox };
    await packInitrd(kernelPrograms, path.join(work, 'initrd'), initrd, path.join(out, 'initrd.gz'));
    await copyFile(path.join(tree, 'boot', `vmlinuz-${version}`), path.join(out, 'vmlinuz'));
    await mkdir(path.join(extra, 'usr/lib/modules'), { recursive: true });
    await rename(modules, path.join(extra, 'usr/lib/modules', version));
    await writeFile(path.join(out, 'stamp'), stamp);
    await rm(guest, { recursive: true, force: true });
    await rename(out, guest);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Debian 12's packages still have a real `lib/`: it would hide the host's link `/lib -> usr/lib`, and nothing would start. */
async function mergeUsr(root: string): Promise<void> {
  for (const name of ['bin', 'sbin', 'lib']) {
    const folder = path.join(root, name);
    if (!existsSync(folder)) continue;
    await cp(folder, path.join(root, 'usr', name), { recursive: true, verbatimSymlinks: true });
    await rm(folder, { recursive: true });
  }
}

/** Of the recipe: a guest that another recipe made is made again. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [
    INIT,
    ...['prepare.ts', 'debian.ts', 'kernel.ts', 'modules.ts'].map((name) => path.join(HERE, name)),
  ]) {
    hash.update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}
