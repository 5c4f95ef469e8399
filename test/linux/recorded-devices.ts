import type { TreeDevice } from './sysfs-tree.ts';

/** Devices as kernels 5.10 to 6.12 show them, shortened to the files that are read. */

const GB = 1e9;
const FIRMWARE_BYTES = 30 << 20;
const USB = 'pci0000:00/0000:00:14.0/usb2/2-3';
const SD_HOST = 'pci0000:00/0000:00:1c.0/mmc_host/mmc0/mmc0:aaaa';

/** A card in a USB reader, with a FAT and an ext4 partition. */
export const usbStick: Readonly<Record<string, TreeDevice>> = {
  sda: {
    number: '8:0',
    at: `${USB}/2-3:1.0/host6/target6:0:0/6:0:0:0/block`,
    bytes: 31_914_983_424,
    files: {
      removable: '1\n',
      diskseq: '12\n',
      'queue/logical_block_size': '512\n',
      'device/vendor': 'SanDisk \n',
      'device/model': 'Ultra  Fit      \n',
      '../../../../../../idVendor': '0781\n',
      '../../../../../../serial': '4C530001230101117394\n',
    },
  },
  sda1: partitionOf('sda', 1, '8:1', `${USB}/2-3:1.0/host6/target6:0:0/6:0:0:0/block`, FIRMWARE_BYTES),
  sda2: partitionOf('sda', 2, '8:2', `${USB}/2-3:1.0/host6/target6:0:0/6:0:0:0/block`, 3 * GB),
};

/** Its name begins with that of the stick. */
export const sdaa: Readonly<Record<string, TreeDevice>> = {
  sdaa: {
    number: '65:160',
    at: `${USB}/2-4/2-4:1.0/host9/target9:0:0/9:0:0:0/block`,
    bytes: 8 * GB,
    files: { removable: '1\n' },
  },
  sdaa1: partitionOf('sdaa', 1, '65:161', `${USB}/2-4/2-4:1.0/host9/target9:0:0/9:0:0:0/block`, GB),
};

/** A card in a built-in reader: "not removable", not on USB. */
export const sdCard: Readonly<Record<string, TreeDevice>> = {
  mmcblk0: {
    number: '179:0',
    at: `${SD_HOST}/block`,
    bytes: 63_864_569_856,
    files: {
      removable: '0\n',
      diskseq: '30\n',
      'device/type': 'SD\n',
      'device/name': 'SC64G\n',
      'device/serial': '0x83e4a2c1\n',
      'device/cid': '035344534336344780e4a2c183015a00\n',
    },
  },
  mmcblk0p1: partitionOf('mmcblk0', 1, '179:1', `${SD_HOST}/block`, FIRMWARE_BYTES),
};

/** Soldered memory with its hardware areas. */
export const eMmc: Readonly<Record<string, TreeDevice>> = {
  mmcblk1: {
    number: '179:32',
    at: 'platform/fe310000.mmc/mmc_host/mmc1/mmc1:0001/block',
    bytes: 15 * GB,
    files: {
      removable: '0\n',
      'device/type': 'MMC\n',
      'device/name': 'DA4016\n',
      'device/cid': 'd6010344413430313600\n',
    },
  },
  mmcblk1boot0: { number: '179:64', at: 'platform/fe310000.mmc/mmc_host/mmc1/mmc1:0001/block/mmcblk1', bytes: 4 << 20 },
};

/** With native multipath NVMe lies below "virtual"; its path device is hidden. */
export const nvme: Readonly<Record<string, TreeDevice>> = {
  nvme0n1: {
    number: '259:0',
    at: 'virtual/nvme-subsystem/nvme-subsys0',
    bytes: 512 * GB,
    files: {
      removable: '0\n',
      'device/model': 'Samsung SSD 980 500GB                   \n',
      'device/serial': 'S64DNX0T\n',
    },
  },
  nvme0n1p1: partitionOf('nvme0n1', 1, '259:1', 'virtual/nvme-subsystem/nvme-subsys0', GB),
  nvme0n1p2: partitionOf('nvme0n1', 2, '259:2', 'virtual/nvme-subsystem/nvme-subsys0', 500 * GB),
  nvme0c0n1: { number: '259:3', at: 'pci0000:00/0000:00:1d.0/nvme/nvme0', bytes: 512 * GB, files: { hidden: '1\n' } },
};

export const sataDisk: Readonly<Record<string, TreeDevice>> = {
  sdb: {
    number: '8:16',
    at: 'pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block',
    bytes: 2000 * GB,
    files: {
      removable: '0\n',
      'queue/logical_block_size': '4096\n',
      'device/vendor': 'ATA     \n',
      'device/model': 'WDC WD20EZAZ-00G\n',
      'device/vpd_pg80': Buffer.from('\0\x80\0\x14     WD-WXB1A1234567', 'latin1'),
    },
  },
};

export const virtioDisk: Readonly<Record<string, TreeDevice>> = {
  vda: {
    number: '254:0',
    at: 'pci0000:00/0000:00:02.0/virtio1/block',
    bytes: 64 * GB,
    files: { removable: '0\n', serial: 'RIGSYS\n', 'device/vendor': '0x1af4\n' },
  },
};

export const opticalDrive: Readonly<Record<string, TreeDevice>> = {
  sr0: {
    number: '11:0',
    at: 'pci0000:00/0000:00:17.0/ata2/host1/target1:0:0/1:0:0:0/block',
    files: { removable: '1\n' },
  },
};

/** A mapped device made of `slaves`; give the slaves its name as holder, too, as the kernel does. */
export function mapper(
  minor: number,
  uuid: string,
  slaves: readonly string[],
  holders: readonly string[] = [],
): TreeDevice {
  return {
    number: `253:${minor}`,
    at: 'virtual/block',
    bytes: GB,
    slaves,
    holders,
    files: { 'dm/uuid': `${uuid}\n`, 'dm/name': `mapped-${minor}\n` },
  };
}

export function loop(minor: number, backingFile: string | null): TreeDevice {
  const files: TreeDevice['files'] = backingFile === null ? {} : { 'loop/backing_file': `${backingFile}\n` };
  return { number: `7:${minor}`, at: 'virtual/block', bytes: backingFile === null ? 0 : GB, files };
}

/** The device with a holder more. */
export function heldBy(device: TreeDevice | undefined, holder: string): TreeDevice {
  if (!device) throw new Error('no such recorded device');
  return { ...device, holders: [...(device.holders ?? []), holder] };
}

function partitionOf(disk: string, index: number, number: string, at: string, bytes: number): TreeDevice {
  return { number, at: `${at}/${disk}`, bytes, files: { partition: `${index}\n` } };
}
