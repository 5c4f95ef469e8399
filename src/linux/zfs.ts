import { open } from 'node:fs/promises';
import type { LinuxEnv } from './env.ts';
import { listFolder } from './read.ts';

/**
 * A ZFS member begins with a label of 256 KiB, repeated once; its second half is a ring of uberblocks, each with this
 * number in the byte order of the machine that wrote it (OpenZFS, "On-disk format").
 */
const LABEL_BYTES = 256 << 10;
const UBERBLOCKS_AT_BYTES = 128 << 10;
/** The smallest distance of two uberblocks; larger sectors only leave gaps. */
const UBERBLOCK_STEP_BYTES = 1 << 10;
const UBERBLOCK_MAGIC = 0x00bab10c;

/** Names of the ZFS pools that are imported now. */
export function readZfsPools(env: LinuxEnv): readonly string[] {
  const folder = `${env.proc}/spl/kstat/zfs`;
  // Besides a folder for each pool there are files of statistics.
  return listFolder(folder).filter((name) => listFolder(`${folder}/${name}`).length > 0);
}

/** Whether the device carries a ZFS label; null when we may not read it. Needs root on the running system. */
export async function hasZfsLabel(env: LinuxEnv, name: string): Promise<boolean | null> {
  try {
    const device = await open(`${env.dev}/${name.replaceAll('!', '/')}`, 'r');
    try {
      const { buffer, bytesRead } = await device.read(Buffer.alloc(2 * LABEL_BYTES), 0, 2 * LABEL_BYTES, 0);
      const head = buffer.subarray(0, bytesRead);
      return hasUberblock(head.subarray(0, LABEL_BYTES)) || hasUberblock(head.subarray(LABEL_BYTES));
    } finally {
      await device.close();
    }
  } catch {
    return null;
  }
}

function hasUberblock(label: Buffer): boolean {
  for (let at = UBERBLOCKS_AT_BYTES; at + 8 <= label.length; at += UBERBLOCK_STEP_BYTES) {
    const magic = BigInt(UBERBLOCK_MAGIC);
    if (label.readBigUInt64LE(at) === magic || label.readBigUInt64BE(at) === magic) return true;
  }
  return false;
}
