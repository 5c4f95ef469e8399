const REFLECTED_POLYNOMIAL = 0xa001;

/** What ext4 starts with. */
export const CRC16_START = 0xffff;

/** CRC-16 (ARC) of `bytes`, going on from `crc`: of ext4's group descriptors before it had CRC-32C. */
export function crc16(crc: number, bytes: Uint8Array): number {
  let sum = crc;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? REFLECTED_POLYNOMIAL : 0);
  }
  return sum;
}
