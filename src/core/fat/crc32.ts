const REFLECTED_POLYNOMIAL = 0xedb88320;

/** CRC-32 as in Ethernet and zlib; UEFI guards a GPT with it. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? REFLECTED_POLYNOMIAL : 0);
  }
  return ~crc >>> 0;
}
