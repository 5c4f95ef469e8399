import { execa } from 'execa';

/**
 * The first bytes of a drive, as many as asked for, by the rights that we have; fewer where it has no more. Read by a program of
 * its own (`head`, which Windows has not), since a drive that hangs in the kernel keeps the thread that asks it, and we could
 * not even end then. Throws what execa does, also when `signal` ends it.
 */
export async function readStart(device: string, bytes: number, signal: AbortSignal): Promise<Uint8Array> {
  const { stdout } = await execa('head', ['-c', String(bytes), '--', device], {
    encoding: 'buffer',
    stdin: 'ignore',
    cancelSignal: signal,
    forceKillAfterDelay: false,
  });
  return stdout;
}
