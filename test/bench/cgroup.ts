import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const ROOT = '/sys/fs/cgroup';
const EMPTY_MS = 5000;
const POLL_MS = 50;

/** Limits of one block device, bytes a second. */
export interface Throttle {
  /** `MAJOR:MINOR`. */
  readonly device: string;
  readonly writeBytesPerSecond: number;
  readonly readBytesPerSecond: number;
}

/** A control group of our own: whatever is started in it, children included, is throttled and counted exactly. */
export interface Cgroup {
  /** Write a process's id into each of these to move it in. */
  readonly procsFiles: readonly string[];
  throttle(limits: Throttle): Promise<void>;
  /** CPU seconds, user and system, that all its processes have used so far, ended ones included. */
  cpuSeconds(): Promise<number>;
  /** Ids of the processes that are in it now. */
  pids(): Promise<readonly number[]>;
  remove(): Promise<void>;
}

/** With cgroup v2 where it is the only one, else in the v1 hierarchies `blkio` and `cpuacct`. Needs root. */
export async function createCgroup(name: string, root = ROOT): Promise<Cgroup> {
  return existsSync(path.join(root, 'cgroup.controllers')) ? createV2(name, root) : createV1(name, root);
}

async function createV2(name: string, root: string): Promise<Cgroup> {
  const folder = path.join(root, name);
  // Already on below systemd; elsewhere refused while the root has processes that it may not have.
  await writeFile(path.join(root, 'cgroup.subtree_control'), '+io +cpu').catch(() => undefined);
  await mkdir(folder);
  const procs = path.join(folder, 'cgroup.procs');
  return {
    procsFiles: [procs],
    throttle: ({ device, writeBytesPerSecond, readBytesPerSecond }) =>
      writeFile(path.join(folder, 'io.max'), `${device} wbps=${writeBytesPerSecond} rbps=${readBytesPerSecond}`),
    async cpuSeconds() {
      const stat = await readFile(path.join(folder, 'cpu.stat'), 'utf8');
      return Number(/^usage_usec (\d+)$/m.exec(stat)?.[1]) / 1e6;
    },
    pids: () => pidsIn(procs),
    remove: () => removeEmpty([folder]),
  };
}

async function createV1(name: string, root: string): Promise<Cgroup> {
  const [blkio, cpuacct] = [path.join(root, 'blkio', name), path.join(root, 'cpuacct', name)] as const;
  await mkdir(blkio);
  try {
    await mkdir(cpuacct);
  } catch (error) {
    await rmdir(blkio);
    throw error;
  }
  const limit = (kind: string, device: string, bytes: number): Promise<void> =>
    writeFile(path.join(blkio, `blkio.throttle.${kind}_bps_device`), `${device} ${bytes}`);
  return {
    procsFiles: [blkio, cpuacct].map((folder) => path.join(folder, 'cgroup.procs')),
    async throttle({ device, writeBytesPerSecond, readBytesPerSecond }) {
      await limit('write', device, writeBytesPerSecond);
      await limit('read', device, readBytesPerSecond);
    },
    async cpuSeconds() {
      return Number(await readFile(path.join(cpuacct, 'cpuacct.usage'), 'utf8')) / 1e9;
    },
    pids: () => pidsIn(path.join(cpuacct, 'cgroup.procs')),
    remove: () => removeEmpty([blkio, cpuacct]),
  };
}

async function pidsIn(file: string): Promise<readonly number[]> {
  return (await readFile(file, 'utf8')).split('\n').filter(Boolean).map(Number);
}

/** A group can be removed only when its last process is gone; that takes the kernel a moment. */
async function removeEmpty(folders: readonly string[]): Promise<void> {
  const end = Date.now() + EMPTY_MS;
  for (const folder of folders) {
    for (;;) {
      try {
        await rmdir(folder);
        break;
      } catch (error) {
        if (Date.now() > end || !(await readdir(folder).catch(() => null))) throw error;
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    }
  }
}
