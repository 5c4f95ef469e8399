import { readdirSync } from 'node:fs';
import { dirname, basename, resolve } from 'node:path';
import type { LinuxEnv } from './env.ts';
import { listFolder, readAttribute, readLink, readNumber, readText } from './read.ts';

/** One block device of sysfs: a whole disk, a partition, or something stacked on others. */
export interface BlockNode {
  /** Kernel name: `sda1`, `dm-0`, `cciss!c0d0`. */
  readonly name: string;
  /** `MAJOR:MINOR`. */
  readonly number: string;
  /** Its folder below /sys/devices: where it is plugged in. */
  readonly folder: string;
  /** Of a partition: the whole disk that it is a part of. Taken from the tree, never guessed from the name. */
  readonly disk: string | null;
  readonly partitionNumber: number | null;
  /** Kernel names of the devices that it is made of, and of those that are made of it. */
  readonly slaves: readonly string[];
  readonly holders: readonly string[];
  /** What a loop device shows, as a path; null for one that shows nothing. */
  readonly backingFile: string | null;
  /** Of a device mapper node; the prefix says who made it (`LVM-`, `CRYPT-`). */
  readonly mapperUuid: string | null;
}

/** Every block device that the kernel has now. Throws when sysfs cannot be read: nothing could be judged then. */
export function readBlockNodes(env: LinuxEnv): readonly BlockNode[] {
  const classFolder = `${env.sys}/class/block`;
  return readdirSync(classFolder).flatMap((name) => {
    const link = readLink(`${classFolder}/${name}`);
    return link === null ? [] : (readNode(name, resolve(classFolder, link)) ?? []);
  });
}

function readNode(name: string, folder: string): BlockNode | null {
  const number = readAttribute(`${folder}/dev`);
  if (number === null) return null;
  const partitionNumber = readNumber(`${folder}/partition`);
  return {
    name,
    number,
    folder,
    disk: partitionNumber === null ? null : basename(dirname(folder)),
    partitionNumber,
    slaves: listFolder(`${folder}/slaves`),
    holders: listFolder(`${folder}/holders`),
    backingFile: readBackingFile(folder),
    mapperUuid: readAttribute(`${folder}/dm/uuid`),
  };
}

/** Only the line's end is cut: a file name may begin or end with a space. */
function readBackingFile(folder: string): string | null {
  const text = readText(`${folder}/loop/backing_file`)?.replace(/\n$/, '');
  // The kernel appends this when the file was removed while the loop device shows it.
  return text ? text.replace(/ \(deleted\)$/, '') : null;
}
