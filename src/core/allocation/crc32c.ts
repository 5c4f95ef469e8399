const REFLECTED_POLYNOMIAL = 0x82f63b78;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? REFLECTED_POLYNOMIAL : 0);
  return crc;
});

/** What ext4 starts with where it names no seed of its own. */
export const CRC32C_START = 0xffffffff;

/** CRC-32C (Castagnoli) of `bytes`, going on from `crc`: as ext4 keeps it, without the usual inversion at the end. */
export function crc32c(crc: number, bytes: Uint8Array): number {
  let sum = crc;
  for (const byte of bytes) sum = (sum >>> 8) ^ (TABLE[(sum ^ byte) & 0xff] ?? 0);
  return sum >>> 0;
}
