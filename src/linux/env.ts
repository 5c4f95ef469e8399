import { stat } from 'node:fs/promises';

/** The device numbers (`MAJOR:MINOR`) that stat tells of a path. */
export interface PathNumbers {
  /** The device that holds the path; not of a disk on btrfs, overlay or a network file system. */
  readonly onDevice: string;
  /** The device that the path is, for a block device. */
  readonly block: string | null;
}

/** Where the kernel's answers are read: the running system's, or a recorded one in tests. */
export interface LinuxEnv {
  readonly sys: string;
  readonly proc: string;
  readonly dev: string;
  readonly run: string;
  /** Null when there is nothing at the path. Follows symbolic links. */
  readonly numbersOf: (path: string) => Promise<PathNumbers | null>;
}

/** The running system. */
export const LINUX: LinuxEnv = { sys: '/sys', proc: '/proc', dev: '/dev', run: '/run', numbersOf };

async function numbersOf(path: string): Promise<PathNumbers | null> {
  try {
    const stats = await stat(path, { bigint: true });
    return { onDevice: deviceNumber(stats.dev), block: stats.isBlockDevice() ? deviceNumber(stats.rdev) : null };
  } catch {
    return null;
  }
}

/** `MAJOR:MINOR` of a dev_t: glibc keeps 12 + 20 bits of major and 8 + 24 bits of minor interleaved. */
export function deviceNumber(dev: bigint): string {
  const major = ((dev >> 8n) & 0xfffn) | ((dev >> 32n) & 0xfffff000n);
  const minor = (dev & 0xffn) | ((dev >> 12n) & 0xffffff00n);
  return `${major.toString()}:${minor.toString()}`;
}
