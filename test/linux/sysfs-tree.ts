import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { LinuxEnv } from '../../src/linux/env.ts';

/** A block device as sysfs shows it. */
export interface TreeDevice {
  /** `MAJOR:MINOR`. */
  readonly number: string;
  /** Folder below /sys/devices that holds the device's own folder. */
  readonly at: string;
  readonly bytes?: number;
  /** Files in the device's folder, by path: `queue/logical_block_size`. Folders above it are reached by `..`. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly slaves?: readonly string[];
  readonly holders?: readonly string[];
}

/** What another process shows. */
export interface TreeProcess {
  readonly namespace: string;
  readonly root?: string;
  readonly mounts?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, string>>;
}

/** A running system, recorded: what is left out is not there. */
export interface TreeSpec {
  readonly devices?: Readonly<Record<string, TreeDevice>>;
  /** Other paths of devices, by their kernel name: `/dev/mapper/root` -> `dm-0`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Lines of our own mountinfo. */
  readonly mounts?: readonly string[];
  readonly processes?: Readonly<Record<number, TreeProcess>>;
  /** Lines of /proc/swaps below its heading. */
  readonly swaps?: readonly string[];
  /** uuid -> kernel names. */
  readonly btrfs?: Readonly<Record<string, readonly string[]>>;
  readonly zfsPools?: readonly string[];
  readonly utab?: string;
  /** First bytes of devices, by kernel name. */
  readonly content?: Readonly<Record<string, Buffer>>;
}

const OWN_NAMESPACE = 'mnt:[1]';

/** Lays the tree out in a temporary folder, removed when the test has ended. */
export async function sysfsTree(spec: TreeSpec): Promise<LinuxEnv> {
  const root = await mkdtemp(join(tmpdir(), 'nixberry-tree-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const env = { sys: `${root}/sys`, proc: `${root}/proc`, dev: `${root}/dev`, run: `${root}/run` };
  await mkdir(`${env.sys}/class/block`, { recursive: true });
  for (const [name, device] of Object.entries(spec.devices ?? {})) await layDevice(env.sys, name, device);
  for (const [uuid, names] of Object.entries(spec.btrfs ?? {}))
    for (const name of names) await lay(`${env.sys}/fs/btrfs/${uuid}/devices/${name}`, '');
  await lay(`${env.proc}/swaps`, ['Filename\tType\tSize\tUsed\tPriority', ...(spec.swaps ?? []), ''].join('\n'));
  for (const pool of spec.zfsPools ?? []) await lay(`${env.proc}/spl/kstat/zfs/${pool}/state`, 'ONLINE\n');
  if (spec.zfsPools) await lay(`${env.proc}/spl/kstat/zfs/arcstats`, '');
  if (spec.utab !== undefined) await lay(`${env.run}/mount/utab`, spec.utab);
  for (const [name, bytes] of Object.entries(spec.content ?? {})) await lay(`${env.dev}/${name}`, bytes);
  await layProcess(env.proc, 'self', { namespace: OWN_NAMESPACE, mounts: spec.mounts ?? [] });
  for (const [pid, process] of Object.entries(spec.processes ?? {})) await layProcess(env.proc, pid, process);
  return { ...env, numbersOf: numbersIn(spec) };
}

/** A line of mountinfo; `root` is the folder that is mounted. */
export function mountLine(id: number, number: string, path: string, rest: string, root = '/'): string {
  return `${id} 1 ${number} ${root} ${path} rw,relatime shared:1 - ${rest}`;
}

async function layDevice(sys: string, name: string, device: TreeDevice): Promise<void> {
  const folder = join(sys, 'devices', device.at, name);
  const files = { dev: `${device.number}\n`, size: `${(device.bytes ?? 0) / 512}\n`, ro: '0\n', ...device.files };
  for (const [path, content] of Object.entries(files)) await lay(join(folder, path), content);
  for (const slave of device.slaves ?? []) await lay(join(folder, 'slaves', slave), '');
  for (const holder of device.holders ?? []) await lay(join(folder, 'holders', holder), '');
  await symlink(folder, `${sys}/class/block/${name}`);
  await mkdir(`${sys}/dev/block`, { recursive: true });
  await symlink(folder, `${sys}/dev/block/${device.number}`);
}

async function layProcess(proc: string, pid: string, process: TreeProcess): Promise<void> {
  await lay(`${proc}/${pid}/mountinfo`, (process.mounts ?? []).map((line) => `${line}\n`).join(''));
  for (const [path, content] of Object.entries(process.files ?? {})) await lay(`${proc}/${pid}/${path}`, content);
  const links = { 'ns/mnt': process.namespace, root: process.root ?? '/', ...process.links };
  for (const [path, target] of Object.entries(links)) {
    await mkdir(dirname(`${proc}/${pid}/${path}`), { recursive: true });
    await symlink(target, `${proc}/${pid}/${path}`);
  }
}

async function lay(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

function numbersIn({ devices = {}, aliases = {} }: TreeSpec): LinuxEnv['numbersOf'] {
  return (path) => {
    const name = aliases[path] ?? path.replace(/^\/dev\//, '').replaceAll('/', '!');
    const number = path.startsWith('/dev/') ? devices[name]?.number : undefined;
    return Promise.resolve(number === undefined ? null : { onDevice: '0:6', block: number });
  };
}
