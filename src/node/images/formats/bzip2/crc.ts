/** bzip2's CRC-32 has the usual polynomial but takes each byte's highest bit first, unlike zlib's. */
const POLYNOMIAL = 0x04c11db7;

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
  return crc;
});

/** Goes on with a CRC that began as -1; its complement is what bzip2 writes. */
export function crcOf(bytes: Uint8Array, crc: number): number {
  for (const byte of bytes) crc = (crc << 8) ^ (TABLE[((crc >>> 24) ^ byte) & 0xff] ?? 0);
  return crc;
}
