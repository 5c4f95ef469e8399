import type { LinuxEnv } from './env.ts';
import { listFolder } from './read.ts';

/** A btrfs file system that the kernel has open, with the kernel names of its devices. */
export interface BtrfsSystem {
  readonly uuid: string;
  readonly devices: readonly string[];
}

/** Every btrfs that is mounted anywhere, in any namespace. */
export function readBtrfs(env: LinuxEnv): readonly BtrfsSystem[] {
  const folder = `${env.sys}/fs/btrfs`;
  return listFolder(folder).flatMap((uuid) => {
    const devices = listFolder(`${folder}/${uuid}/devices`);
    return devices.length === 0 ? [] : [{ uuid, devices }];
  });
}
