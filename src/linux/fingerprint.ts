import type { LinuxEnv } from './env.ts';
import { listFolder, readText } from './read.ts';

/** A text that changes when a drive, a medium, a partition, a mount or a swap comes or goes; cheap to read often. */
export function drivesFingerprint(env: LinuxEnv): string {
  const folder = `${env.sys}/class/block`;
  const devices = listFolder(folder).map((name) =>
    [
      name,
      ...['size', 'ro', 'diskseq'].map((attribute) => readText(`${folder}/${name}/${attribute}`)?.trim() ?? ''),
    ].join(' '),
  );
  return [...devices, readText(`${env.proc}/self/mountinfo`), readText(`${env.proc}/swaps`)].join('\n');
}
