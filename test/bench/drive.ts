import { rm } from 'node:fs/promises';
import { execa } from 'execa';

const MIB = 1 << 20;
const TOOL_MS = 30_000;
const FILL_MS = 5 * 60_000;

/** A loop device that goes past the page cache: with a throttled cgroup, a card of an exactly known speed. */
export interface LoopDrive {
  readonly device: string;
  /** `MAJOR:MINOR`. */
  readonly number: string;
  release(): Promise<void>;
}

/** `bytes` is a multiple of 1 MiB. */
export async function createLoopDrive(file: string, bytes: number): Promise<LoopDrive> {
  // Written in full: the first write to a hole costs the file system below time that no card takes.
  await execa('dd', ['if=/dev/zero', `of=${file}`, 'bs=1M', `count=${bytes / MIB}`, 'conv=fsync'], {
    timeout: FILL_MS,
  });
  const { stdout: device } = await execa('losetup', ['--find', '--show', '--direct-io=on', file], { timeout: TOOL_MS });
  const release = async (): Promise<void> => {
    await execa('losetup', ['--detach', device], { timeout: TOOL_MS });
    await rm(file);
  };
  try {
    const { stdout: number } = await execa('lsblk', ['-dno', 'MAJ:MIN', device], { timeout: TOOL_MS });
    return { device, number: number.trim(), release };
  } catch (error) {
    await release();
    throw error;
  }
}
