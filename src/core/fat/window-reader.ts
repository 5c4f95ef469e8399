import type { ByteReader } from './fat.ts';

const WINDOW_BYTES = 64 << 10;
const MAX_WINDOWS = 32;

/** A range of a disk, read in windows of 64 KiB, of which the 32 used last are kept. Offsets are those of the disk. */
export class WindowReader implements ByteReader {
  readonly #disk: ByteReader;
  readonly #start: number;
  readonly #end: number;
  readonly #windows = new Map<number, Uint8Array>();

  /** Nothing is read before `start` or beyond `end`, since a disk may end there. */
  constructor(disk: ByteReader, start: number, end: number) {
    this.#disk = disk;
    this.#start = start;
    this.#end = end;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (offset < this.#start || offset + length > this.#end) throw new RangeError('outside of the volume');
    const result = new Uint8Array(length);
    for (let done = 0; done < length;) {
      const at = offset + done;
      const windowStart = at - ((at - this.#start) % WINDOW_BYTES);
      const part = (await this.#window(windowStart)).subarray(at - windowStart, at - windowStart + length - done);
      result.set(part, done);
      done += part.length;
    }
    return result;
  }

  async #window(start: number): Promise<Uint8Array> {
    const kept = this.#windows.get(start);
    const window = kept ?? (await this.#disk.read(start, Math.min(WINDOW_BYTES, this.#end - start)));
    this.#windows.delete(start);
    this.#windows.set(start, window);
    if (this.#windows.size > MAX_WINDOWS) {
      const [oldest] = this.#windows.keys();
      if (oldest !== undefined) this.#windows.delete(oldest);
    }
    return window;
  }
}
