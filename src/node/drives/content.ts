import { existsSync } from 'node:fs';
import { kernelName, type Drive } from '../../core/drives/drive.ts';
import type { FileSystems } from '../../core/drives/file-systems.ts';
import type { LinuxEnv } from '../../linux/env.ts';
import { readAttribute } from '../../linux/read.ts';
import { probeFileSystems } from './blkid.ts';

/**
 * What is known to lie on these drives. lsblk says null both of an empty device and of one that udev has not looked at
 * (no udev runs, or it is not done): the first stays, the second is probed, and has no entry where that is not possible.
 */
export async function knownFileSystems(
  listed: FileSystems,
  drives: readonly Drive[],
  env: LinuxEnv,
  probe: (devices: readonly string[]) => Promise<FileSystems> = probeFileSystems,
): Promise<FileSystems> {
  const known = new Map([...listed].filter(([name, { fsType }]) => fsType !== null || hasUdevRecord(name, env)));
  const unknown = drives
    // An empty reader has nothing to probe; an optical drive takes seconds to answer, and is refused anyway.
    .filter(({ bytes, kind }) => bytes > 0 && kind !== 'optical')
    .flatMap(({ device, partitions }) => [device, ...partitions.map((partition) => partition.device)])
    .filter((device) => !known.has(kernelName(device)));
  return new Map([...known, ...(await probe(unknown))]);
}

/** udev keeps a file for each device that its rules have seen, file system or none. */
function hasUdevRecord(name: string, env: LinuxEnv): boolean {
  const number = readAttribute(`${env.sys}/class/block/${name}/dev`);
  return number !== null && existsSync(`${env.run}/udev/data/b${number}`);
}
