import { chmod, copyFile, mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { fetchDeb, unpackDeb } from './debian.ts';
import { pickModules } from './modules.ts';

const TOOL_MS = 120_000;

/** Programs of this computer's architecture that need not be installed here: depmod and cpio. */
export interface KernelTools {
  readonly folder: string;
  readonly busybox: string;
}

/** Unpacks them into `folder`. */
export async function kernelTools(debs: string, folder: string): Promise<KernelTools> {
  for (const name of ['busybox-static', 'kmod', 'libkmod2']) await unpackDeb(await fetchDeb(debs, name), folder);
  return { folder, busybox: path.join(folder, 'bin/busybox') };
}

/** Makes `modules.dep` of an unpacked kernel package. kmod is `depmod` when it is called so. */
export async function depmod({ folder }: KernelTools, tree: string, version: string): Promise<void> {
  await execa(path.join(folder, 'bin/kmod'), ['-b', tree, version], {
    argv0: 'depmod',
    timeout: TOOL_MS,
    env: { LD_LIBRARY_PATH: path.join(folder, 'usr/lib/x86_64-linux-gnu') },
  });
}

export interface Initrd {
  /** The unpacked kernel's `lib/modules/VERSION`, after depmod. */
  readonly tree: string;
  /** Loaded by `init` in this order, from `/mod`. */
  readonly modules: readonly string[];
  readonly init: string;
  /** Of the architecture that the kernel has. */
  readonly busybox: string;
}

/** Packs an initramfs of `init`, busybox and modules into the file `out`; `work` is a folder to be made. */
export async function packInitrd(tools: KernelTools, work: string, initrd: Initrd, out: string): Promise<void> {
  for (const name of ['bin', 'dev', 'proc', 'sys', 'newroot']) await mkdir(path.join(work, name), { recursive: true });
  await pickModules(initrd.tree, path.join(work, 'mod'), initrd.modules);
  await copyFile(initrd.busybox, path.join(work, 'bin/busybox'));
  await symlink('busybox', path.join(work, 'bin/sh'));
  await copyFile(initrd.init, path.join(work, 'init'));
  await chmod(path.join(work, 'init'), 0o755);
  const names = ['.', ...(await readdir(work, { recursive: true }))].join('\n');
  await execa(tools.busybox, ['cpio', '-o', '-H', 'newc'], {
    cwd: work,
    input: `${names}\n`,
    encoding: 'buffer',
    timeout: TOOL_MS,
  }).pipe('gzip', ['-1'], { encoding: 'buffer', stdout: { file: out }, timeout: TOOL_MS });
}
