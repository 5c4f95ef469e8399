import { describe, expect, test } from 'vitest';
import { listDisks, readDrive } from '../../src/linux/read-drive.ts';
import { eMmc, loop, mapper, nvme, opticalDrive, sataDisk, sdCard, usbStick, virtioDisk } from './recorded-devices.ts';
import { mountLine, sysfsTree } from './sysfs-tree.ts';

const devices = {
  ...usbStick,
  ...sdCard,
  ...eMmc,
  ...nvme,
  ...sataDisk,
  ...virtioDisk,
  ...opticalDrive,
  'dm-0': mapper(0, 'LVM-abc', ['nvme0n1p2']),
  loop1: loop(1, '/home/u/My disk.img (deleted)'),
  loop2: loop(2, null),
  zram0: { number: '252:0', at: 'virtual/block', bytes: 4096 },
  md127: { number: '9:127', at: 'virtual/block', bytes: 4096 },
  nbd0: { number: '43:0', at: 'virtual/block', bytes: 4096 },
};
const mounts = [mountLine(1, '259:2', '/', 'ext4 /dev/nvme0n1p2 rw')];

describe('who a device is', () => {
  test.each([
    ['sda', 'disk', 'usb', true, 'SanDisk Ultra Fit', '4C530001230101117394', 12],
    ['sda1', 'partition', 'usb', true, 'SanDisk Ultra Fit', '4C530001230101117394', 12],
    ['mmcblk0', 'disk', 'sd', true, 'SC64G', '0x83e4a2c1', 30],
    ['mmcblk0p1', 'partition', 'sd', true, 'SC64G', '0x83e4a2c1', 30],
    ['mmcblk1', 'disk', 'mmc', false, 'DA4016', 'd6010344413430313600', null],
    ['mmcblk1boot0', 'other', 'mmc', false, '', null, null],
    ['nvme0n1', 'disk', 'nvme', false, 'Samsung SSD 980 500GB', 'S64DNX0T', null],
    ['sdb', 'disk', 'sata', false, 'WDC WD20EZAZ-00G', 'WD-WXB1A1234567', null],
    ['vda', 'disk', 'virtio', false, '', 'RIGSYS', null],
    ['sr0', 'optical', 'sata', true, '', null, null],
    ['dm-0', 'mapper', 'virtual', false, 'mapped-0', null, null],
    ['loop1', 'loop', 'loop', false, 'My disk.img', null, null],
    ['zram0', 'zram', 'virtual', false, '', null, null],
    ['md127', 'raid', 'virtual', false, '', null, null],
    ['nbd0', 'disk', 'virtual', false, '', null, null],
  ])('%s is a %s on %s', async (name, kind, bus, removable, model, serial, diskseq) => {
    const env = await sysfsTree({ devices, mounts });
    const device = `/dev/${name}`;
    expect(await readDrive(device, env)).toMatchObject({ device, kind, bus, removable, model, serial, diskseq });
  });

  test('sizes, sectors and the lock', async () => {
    const locked = { ...usbStick, sda: { ...usbStick.sda!, files: { ...usbStick.sda!.files, ro: '1\n' } } };
    const env = await sysfsTree({ devices: { ...devices, ...locked }, mounts });
    expect(await readDrive('/dev/sda', env)).toMatchObject({
      bytes: 31_914_983_424,
      logicalBlockBytes: 512,
      readOnly: true,
    });
    expect(await readDrive('/dev/sda1', env)).toMatchObject({ bytes: 30 << 20, readOnly: true });
    expect(await readDrive('/dev/sdb', env)).toMatchObject({ bytes: 2e12, logicalBlockBytes: 4096, readOnly: false });
  });
});

test('all disks, in order, without partitions, empty loop devices and hidden paths', async () => {
  const env = await sysfsTree({ devices: { ...devices, loop10: loop(10, '/x') }, mounts });
  expect((await listDisks(env)).map(({ device }) => device.slice('/dev/'.length))).toEqual(
    'dm-0 loop1 loop10 md127 mmcblk0 mmcblk1 mmcblk1boot0 nbd0 nvme0n1 sda sdb sr0 vda zram0'.split(' '),
  );
});

test('what is no block device is null', async () => {
  const env = await sysfsTree({ devices, mounts });
  expect(await readDrive('/dev/null', env)).toBeNull();
  expect(await readDrive('/home/u/card.img', env)).toBeNull();
});
