import { open } from 'node:fs/promises';

/**
 * The first bytes of a drive, as many as asked for, by the rights that we have; fewer where it has no more. Throws what the
 * system says. A drive that hangs keeps its node open until it answers, to read alone, which keeps nobody from writing it.
 */
export async function readStart(device: string, bytes: number): Promise<Uint8Array> {
  const file = await open(device, 'r');
  try {
    const start = new Uint8Array(bytes);
    const { bytesRead } = await file.read(start, 0, bytes, 0);
    return start.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
