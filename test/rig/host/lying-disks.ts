import type { Disk } from './disk.ts';

/**
 * A counterfeit that claims `bytes`: behind its end the addresses wrap round, or writes are dropped and zeros are read.
 */
export function counterfeit(real: Disk, bytes: number, behindTheEnd: 'wraps' | 'drops'): Disk {
  /** The parts of a request that reach the medium: from where in the request, where on it. */
  const parts = (offset: number, length: number): readonly { from: number; at: number; bytes: number }[] => {
    const found = [];
    for (let from = 0; from < length;) {
      const at = (offset + from) % real.bytes;
      const part = { from, at, bytes: Math.min(length - from, real.bytes - at) };
      if (behindTheEnd === 'wraps' || offset + from < real.bytes) found.push(part);
      from += part.bytes;
    }
    return found;
  };
  return {
    bytes,
    read: async (offset, length) => {
      const data = Buffer.alloc(length);
      for (const part of parts(offset, length)) (await real.read(part.at, part.bytes)).copy(data, part.from);
      return data;
    },
    write: async (offset, data) => {
      for (const part of parts(offset, data.length))
        await real.write(part.at, data.subarray(part.from, part.from + part.bytes));
    },
    flush: () => real.flush(),
  };
}

/**
 * Changes one bit of the byte at `at` in whatever is written to it, or is read from it after it was written, and says nothing.
 * Only the first `times`.
 */
export function bitFlipping(disk: Disk, at: number, on: 'write' | 'read', times = Infinity): Disk {
  let left = times;
  let wasWritten = false;
  const concerns = (offset: number, length: number): boolean => at >= offset && at < offset + length;
  const flipped = (offset: number, data: Buffer): Buffer => {
    if (!concerns(offset, data.length) || left <= 0) return data;
    left--;
    const changed = Buffer.from(data);
    changed.writeUInt8(changed.readUInt8(at - offset) ^ 1, at - offset);
    return changed;
  };
  return {
    ...disk,
    read: async (offset, length) => {
      const data = await disk.read(offset, length);
      return on === 'read' && wasWritten ? flipped(offset, data) : data;
    },
    write: (offset, data) => {
      wasWritten ||= concerns(offset, data.length);
      return disk.write(offset, on === 'write' ? flipped(offset, data) : data);
    },
  };
}

const PAGE_BYTES = 4096;

/**
 * A write cache that is lost with the power: only what was flushed reaches `disk`, and the pages that the cache `isQuick`
 * to write out, as drives choose by themselves.
 */
export function volatileCache(disk: Disk, isQuick: (offset: number) => boolean = () => false): Disk {
  const cache = new Map<number, Buffer>();
  const page = async (at: number): Promise<Buffer> => cache.get(at) ?? disk.read(at, PAGE_BYTES);
  /** The pages that a request touches: from where in the request, which page, from where in that, how much. */
  const parts = (
    offset: number,
    length: number,
  ): readonly { from: number; at: number; in: number; bytes: number }[] => {
    const found = [];
    for (let from = 0; from < length;) {
      const inPage = (offset + from) % PAGE_BYTES;
      const part = {
        from,
        at: offset + from - inPage,
        in: inPage,
        bytes: Math.min(PAGE_BYTES - inPage, length - from),
      };
      found.push(part);
      from += part.bytes;
    }
    return found;
  };
  return {
    bytes: disk.bytes,
    read: async (offset, length) => {
      const data = Buffer.alloc(length);
      for (const part of parts(offset, length))
        (await page(part.at)).copy(data, part.from, part.in, part.in + part.bytes);
      return data;
    },
    write: async (offset, data) => {
      for (const part of parts(offset, data.length)) {
        const whole = part.bytes === PAGE_BYTES ? Buffer.alloc(PAGE_BYTES) : Buffer.from(await page(part.at));
        data.copy(whole, part.in, part.from, part.from + part.bytes);
        if (isQuick(part.at)) {
          cache.delete(part.at);
          await disk.write(part.at, whole);
        } else cache.set(part.at, whole);
      }
    },
    flush: async () => {
      for (const [at, data] of cache) await disk.write(at, data);
      cache.clear();
      await disk.flush();
    },
  };
}
