import { expect, it } from 'vitest';
import { crc16, CRC16_START } from '../../../src/core/allocation/crc16.ts';
import { crc32c, CRC32C_START } from '../../../src/core/allocation/crc32c.ts';

const CHECK = Buffer.from('123456789');

it('CRC-32C is that of RFC 3720, without its last inversion', () => {
  expect(~crc32c(CRC32C_START, CHECK) >>> 0).toBe(0xe3069283);
  expect(~crc32c(CRC32C_START, new Uint8Array(32)) >>> 0).toBe(0x8a9136aa);
  expect(crc32c(crc32c(CRC32C_START, CHECK.subarray(0, 4)), CHECK.subarray(4))).toBe(crc32c(CRC32C_START, CHECK));
});

it('CRC-16 is ARC, and Modbus from the start that ext4 takes', () => {
  expect(crc16(0, CHECK)).toBe(0xbb3d);
  expect(crc16(CRC16_START, CHECK)).toBe(0x4b37);
});
