import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../host/cache.ts';
import { fetchDeb, unpackDeb } from './debian.ts';
import { depmod, kernelTools, packInitrd } from './kernel.ts';
import { downloadWithNeeds, kernelOf, makePrivateApt, type PrivateApt } from './private-apt.ts';

const HERE = import.meta.dirname;
const INIT = path.join(HERE, '../pi/init');
const RECIPE = [INIT, ...['pi.ts', 'private-apt.ts', 'debian.ts', 'kernel.ts', 'modules.ts'].map(here)];

/** What the Pi's own programs are; what these depend on comes by itself. */
const PI_PACKAGES = [
  ...['systemd', 'udev', 'kmod', 'util-linux', 'mount', 'passwd', 'login', 'openssh-server', 'openssh-client'],
  ...['bash', 'dash', 'coreutils', 'findutils', 'sed', 'grep', 'libc-bin'],
];

/** What configures packages; here nothing is configured. */
const NOT_UNPACKED = /^(perl|libperl|debconf|dpkg|ucf|adduser|usrmerge|tar_|gcc-)/;

const LEFT_OUT = [
  ...['doc', 'man', 'info', 'locale', 'perl*', 'bash-completion'].map((name) => `./usr/share/${name}`),
  ...['./lib/udev/hwdb.d', './usr/lib/udev/hwdb.d', './usr/lib/*/gconv'],
];

const MODULE_FOLDERS = ['drivers/virtio', 'drivers/block', 'drivers/char', 'fs', 'lib', 'crypto', 'arch', 'block'];

const MODULES = [
  ...['virtio_mmio', 'virtio_blk', 'virtio_console', 'ext4', 'crc32c_generic'],
  ...['vfat', 'nls_cp437', 'nls_ascii', 'autofs4'],
];

/** What a card for the emulated Pi is made of. */
export interface PiFiles {
  readonly kernel: string;
  readonly initrd: string;
  /** A folder: Debian's userland, unpacked and not configured. */
  readonly root: string;
}

/**
 * The Pi's pieces, made when they are missing or when the recipe has changed. Newer packages are no reason: the Pi is to
 * boot, and to be the same tomorrow.
 */
export async function preparePi(say: (line: string) => void): Promise<PiFiles> {
  const cache = cacheFolder();
  const pi = path.join(cache, 'pi');
  const recipe = await fingerprint();
  const made = existsSync(path.join(pi, 'stamp')) ? await readFile(path.join(pi, 'stamp'), 'utf8') : '';
  if (made !== recipe) {
    say("preparing the Pi: Debian arm64's kernel and systemd");
    const work = await mkdtemp(path.join(cache, 'build-'));
    try {
      const out = await buildPi(work, cache);
      await writeFile(path.join(out, 'stamp'), recipe);
      await rm(pi, { recursive: true, force: true });
      await rename(out, pi);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
  return { kernel: path.join(pi, 'vmlinuz'), initrd: path.join(pi, 'initrd.gz'), root: path.join(pi, 'root') };
}

async function buildPi(work: string, cache: string): Promise<string> {
  const folder = (name: string): string => path.join(work, name);
  const out = folder('out');
  const apt = await makePrivateApt(path.join(cache, 'apt-arm64'), 'arm64');
  await unpackUserland(apt, path.join(out, 'root'));

  const debs = path.join(cache, 'debs-arm64');
  const kernel = await kernelOf(apt, 'linux-image-arm64');
  const version = kernel.replace('linux-image-', '');
  for (const name of ['tree', 'tools', 'busybox']) await mkdir(folder(name));
  await unpackDeb(await fetchDeb(debs, kernel, apt.options), folder('tree'), [
    './boot',
    ...MODULE_FOLDERS.map((name) => `./lib/modules/${version}/kernel/${name}`),
    ...['builtin', 'order', 'builtin.modinfo'].map((name) => `./lib/modules/${version}/modules.${name}`),
  ]);
  await unpackDeb(await fetchDeb(debs, 'busybox-static', apt.options), folder('busybox'));
  const tools = await kernelTools(path.join(cache, 'debs'), folder('tools'));
  await depmod(tools, folder('tree'), version);
  const tree = path.join(folder('tree'), 'lib/modules', version);
  const initrd = { tree, modules: MODULES, init: INIT, busybox: path.join(folder('busybox'), 'bin/busybox') };
  await packInitrd(tools, folder('initrd'), initrd, path.join(out, 'initrd.gz'));
  await copyFile(path.join(folder('tree'), 'boot', `vmlinuz-${version}`), path.join(out, 'vmlinuz'));
  return out;
}

/** Debian 12's packages have a real `lib/` and `bin/`; systemd wants them to be links. */
async function unpackUserland(apt: PrivateApt, root: string): Promise<void> {
  for (const name of ['bin', 'sbin', 'lib']) {
    await mkdir(path.join(root, 'usr', name), { recursive: true });
    await symlink(`usr/${name}`, path.join(root, name));
  }
  for (const name of ['proc', 'sys', 'dev', 'run', 'tmp', 'var/lib', 'root', 'home/ada', 'etc'])
    await mkdir(path.join(root, name), { recursive: true });
  const options = ['--keep-directory-symlink', ...LEFT_OUT.map((pattern) => `--exclude=${pattern}`)];
  for (const deb of await downloadWithNeeds(apt, PI_PACKAGES))
    if (!NOT_UNPACKED.test(path.basename(deb))) await unpackDeb(deb, root, [], options);
}

/** Of the recipe: pieces that another recipe made are made again. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of RECIPE) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

function here(name: string): string {
  return path.join(HERE, name);
}
