/** A view over exactly these bytes, for numbers in little endian: FAT, MBR and GPT know no other order. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A 64-bit number, or Infinity where it is beyond what a double holds exactly. */
export function uint64(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : Infinity;
}

/** Bytes as characters of the same number; what is ASCII reads as it should. */
export function latinText(bytes: Uint8Array): string {
  // Not spread into the arguments of one call: a seed may be longer than those.
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

export function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Boot sectors end with it: of a disk, a file system, and each link in a chain of logical partitions. */
export function hasSignature(sector: Uint8Array): boolean {
  return sector[510] === 0x55 && sector[511] === 0xaa;
}
