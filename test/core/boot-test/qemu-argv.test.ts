import { expect, test } from 'vitest';
import { qemuArgv } from '../../../src/core/boot-test/qemu-argv.ts';

const PARTS = { uBoot: '/u-boot.bin', card: '/tmp/a, b/card.img', memoryBytes: 2 ** 30 };

test('the card is the only drive, whatever its path holds', () => {
  const argv = qemuArgv(PARTS, { linux: true });
  const drives = argv.filter((_, i) => /^-(blockdev|drive|hda|sd|cdrom)$/.test(argv[i - 1] ?? ''));
  expect(drives.map((drive): unknown => JSON.parse(drive))).toEqual([
    { driver: 'raw', 'node-name': 'card', file: { driver: 'file', filename: '/tmp/a, b/card.img' } },
  ]);
});

test('a write that finds no room is an error in the machine, and does not stop it', () => {
  expect(qemuArgv(PARTS, { linux: true })).toContain('virtio-blk-device,drive=card,werror=report');
});

test('there is no network, and nothing that QEMU would add by itself', () => {
  const argv = qemuArgv(PARTS, { linux: true });
  expect(argv).toContain('-nodefaults');
  expect(argv.filter((one) => /^-(net|netdev|nic)$/.test(one) || one.includes('virtio-net'))).toEqual([]);
});

test('memory is whole MiB, and Linux alone confines', () => {
  const argv = qemuArgv({ ...PARTS, memoryBytes: 2e9 }, { linux: false });
  expect(argv[argv.indexOf('-m') + 1]).toBe('1907M');
  expect(argv).not.toContain('-sandbox');
  expect(qemuArgv(PARTS, { linux: true })).toContain('-sandbox');
});
