import type { Device } from '../../src/writer/device.ts';
import { errnoError } from './errors.ts';

interface Write {
  readonly offset: number;
  readonly bytes: Buffer;
}

export interface PowerCutDevice extends Device {
  /** How many requests it has got, those after the cut included. */
  readonly requests: number;
  /** What is on the medium after the cut: everything that was flushed, and of the rest those pages of writes that `isKept`. */
  remains(isKept: IsKept): Buffer;
}

/** Whether a page of 4096 bytes, counted within its write, has reached the medium though it was not flushed. */
export type IsKept = (write: number, page: number) => boolean;

const PAGE_BYTES = 4096;

/** A drive that holds `old` and whose power goes at request `cutAt`, counted from 0: that one and all others fail. */
export function powerCutDevice(old: Buffer, cutAt = Infinity, sectorBytes = 512): PowerCutDevice {
  const seen = Buffer.from(old);
  const writes: Write[] = [];
  let flushed = 0;
  let requests = 0;

  const request = async (): Promise<void> => {
    const isCut = requests++ >= cutAt;
    await Promise.resolve();
    if (isCut) throw errnoError('ENODEV');
  };

  return {
    path: '/dev/memory',
    fd: -1,
    bytes: old.byteLength,
    sectorBytes,
    direct: true,
    waitingSince: () => null,
    write: async (buffer, offset) => {
      await request();
      seen.set(buffer, offset);
      writes.push({ offset, bytes: Buffer.from(buffer) });
    },
    read: async (buffer, offset) => {
      await request();
      buffer.set(seen.subarray(offset, offset + buffer.byteLength));
    },
    flush: async () => {
      const before = writes.length;
      await request();
      flushed = before;
    },
    truncate: () => Promise.resolve(),
    close: () => Promise.resolve(),
    get requests() {
      return requests;
    },
    remains: (isKept) => {
      const medium = Buffer.from(old);
      for (const [index, { offset, bytes }] of writes.entries())
        for (let at = 0; at < bytes.byteLength; at += PAGE_BYTES)
          if (index < flushed || isKept(index, at / PAGE_BYTES))
            medium.set(bytes.subarray(at, at + PAGE_BYTES), offset + at);
      return medium;
    },
  };
}
