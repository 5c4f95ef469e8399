import { open } from 'node:fs/promises';

/** A drive that is a program: what answers the guest's requests. Offsets and lengths in bytes. */
export interface Disk {
  readonly bytes: number;
  read(offset: number, length: number): Promise<Buffer>;
  write(offset: number, data: Buffer): Promise<void>;
  /** Resolves when everything that was written would survive the loss of power. */
  flush(): Promise<void>;
}

/** A request that the drive answers with an error; the number is Linux's errno, which is also NBD's. */
export class DiskError extends Error {
  override readonly name = 'DiskError';
  readonly errno: number;

  constructor(errno: number) {
    super(`errno ${errno}`);
    this.errno = errno;
  }
}

export const EIO = 5;

/** A disk whose content is a file on the host, as long as that is. */
export async function diskInFile(path: string): Promise<Disk & { close(): Promise<void> }> {
  const file = await open(path, 'r+');
  const { size: bytes } = await file.stat();
  return {
    bytes,
    read: async (offset, length) => {
      const data = Buffer.alloc(length);
      await file.read(data, 0, length, offset);
      return data;
    },
    write: async (offset, data) => {
      await file.write(data, 0, data.length, offset);
    },
    flush: () => file.datasync(),
    close: () => file.close(),
  };
}
