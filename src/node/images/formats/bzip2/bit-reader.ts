import { truncated } from '../../image-errors.ts';

/** Bits of a growing store of bytes, the highest of each byte first. */
export class BitReader {
  #bytes = new Uint8Array(0);
  #at = 0;
  #end = 0;
  /** The bits that come next, in the lowest `#count` bits. */
  #bits = 0;
  #count = 0;

  /** Whole bytes that can still be read. */
  get availableBytes(): number {
    return this.#end - this.#at + (this.#count >> 3);
  }

  /** Adds bytes at the end. They are copied. */
  append(chunk: Uint8Array): void {
    const kept = this.#bytes.subarray(this.#at, this.#end);
    if (this.#end + chunk.length > this.#bytes.length) {
      const needed = kept.length + chunk.length;
      const target = needed > this.#bytes.length ? new Uint8Array(2 * needed) : this.#bytes;
      target.set(kept);
      this.#bytes = target;
      this.#at = 0;
      this.#end = kept.length;
    }
    this.#bytes.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** The next 0 to 24 bits, without going on. Throws `image-truncated` when there are not so many. */
  peek(bits: number): number {
    while (this.#count < bits) {
      if (this.#at === this.#end) throw truncated();
      this.#bits = (this.#bits << 8) | (this.#bytes[this.#at++] ?? 0);
      this.#count += 8;
    }
    return (this.#bits >>> (this.#count - bits)) & ((1 << bits) - 1);
  }

  /** Goes on by bits that were peeked at. */
  skip(bits: number): void {
    this.#count -= bits;
  }

  /** The next 0 to 24 bits. */
  read(bits: number): number {
    const value = this.peek(bits);
    this.#count -= bits;
    return value;
  }

  /** The next 32 bits, as a signed number like those of the CRC. */
  readWord(): number {
    return (this.read(16) << 16) | this.read(16);
  }

  /** Goes on to the next whole byte. */
  align(): void {
    this.#count -= this.#count & 7;
  }
}
