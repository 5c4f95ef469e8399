import type { TopicValue } from '../../../src/contract/api.ts';
import type { WindowDrive } from '../../../src/contract/window/drives.ts';

const idOf = (digit: string): string => digit.repeat(32);

/** A card that Nixberry has written before. */
export const CARD: WindowDrive = {
  id: idOf('a'),
  name: 'Generic MassStorageClass',
  kernelName: 'sdb',
  bytes: 31_914_983_424,
  bus: 'usb',
  kind: 'disk',
  serial: '000000001536',
  removable: true,
  content: {
    known: true,
    fsType: null,
    label: null,
    partitions: [
      { device: '/dev/sdb1', bytes: 31_457_280, fsType: 'vfat', label: 'FIRMWARE', mounts: [] },
      { device: '/dev/sdb2', bytes: 3_221_225_472, fsType: 'ext4', label: 'NIXOS_SD', mounts: [] },
    ],
    mounts: [],
    uses: [],
  },
  verdict: {
    refusals: [],
    warnings: [{ code: 'has-data', facts: { content: 'FIRMWARE, NIXOS_SD' } }],
    heldAsLarge: false,
    typedName: false,
  },
};

const SYSTEM_DISK: WindowDrive = {
  ...CARD,
  id: idOf('b'),
  name: 'Samsung SSD 990 PRO 1TB',
  kernelName: 'nvme0n1',
  bytes: 1_000_204_886_016,
  bus: 'nvme',
  serial: 'S6Z1NJ0T500000',
  removable: false,
  content: {
    known: true,
    fsType: null,
    label: null,
    partitions: [
      { device: '/dev/nvme0n1p1', bytes: 536_870_912, fsType: 'vfat', label: 'EFI', mounts: ['/boot'] },
      { device: '/dev/nvme0n1p2', bytes: 999_667_000_000, fsType: 'ext4', label: 'root', mounts: ['/'] },
    ],
    mounts: ['/boot', '/'],
    uses: [],
  },
  verdict: {
    refusals: [{ code: 'system', facts: { path: '/', device: '/dev/nvme0n1p2', count: 2 } }],
    warnings: [],
    heldAsLarge: false,
    typedName: false,
  },
};

const LARGE_DISK: WindowDrive = {
  ...CARD,
  id: idOf('c'),
  name: 'WD Elements 25A3',
  kernelName: 'sdc',
  bytes: 2_000_365_289_472,
  serial: '575832314441383952434C41',
  removable: false,
  content: {
    ...CARD.content,
    partitions: [{ device: '/dev/sdc1', bytes: 2_000_363_192_320, fsType: 'exfat', label: 'Photos', mounts: [] }],
  },
  verdict: {
    refusals: [],
    warnings: [{ code: 'large', facts: { bytes: 2_000_365_289_472 } }],
    heldAsLarge: true,
    typedName: true,
  },
};

/** A computer with a card in it, its own disk, and somebody's archive. */
export const DRIVES: TopicValue<'drives'> = {
  state: 'ok',
  error: null,
  drives: [CARD, SYSTEM_DISK, LARGE_DISK],
  hidden: 2,
  cards: [],
  chosen: [CARD.id],
  largeAllowed: false,
};

export const NO_DRIVES: TopicValue<'drives'> = { ...DRIVES, drives: [], hidden: 0, chosen: [] };

/** What the build of greenhouse has made. */
export const IMAGE: TopicValue<'image'> = {
  id: idOf('d'),
  kind: 'built',
  name: 'greenhouse',
  shown: '/home/ada/.local/share/nixberry/images/greenhouse-2026-11-03.img.zst',
  bytes: 3_254_779_904,
  givenBytes: 1_178_599_424,
  format: 'zstd',
  host: 'greenhouse',
  nixos: '26.05',
  board: 'pi4',
  seed: 'takes',
  needs: {
    host: 'greenhouse',
    user: 'ada',
    password: false,
    wifi: [],
    country: 'GB',
    takesWifi: true,
    tailscale: false,
  },
};
