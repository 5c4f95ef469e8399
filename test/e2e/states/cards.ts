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
    usedBytes: null,
    partitions: [
      {
        ...{ device: '/dev/sdb1', bytes: 134_217_728, fsType: 'vfat', label: 'FIRMWARE' },
        ...{ usedBytes: null, mounts: [] },
      },
      {
        ...{ device: '/dev/sdb2', bytes: 31_776_571_392, fsType: 'ext4', label: 'NIXOS_SD' },
        ...{ usedBytes: null, mounts: [] },
      },
    ],
    mounts: [],
    uses: [],
    card: { kind: 'nixberry', host: 'greenhouse', nixos: '26.05', writtenAt: '2026-11-03T14:32:00.000Z' },
  },
  look: { state: 'no', error: null },
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
    usedBytes: null,
    partitions: [
      {
        ...{ device: '/dev/nvme0n1p1', bytes: 536_870_912, fsType: 'vfat', label: 'EFI' },
        ...{ usedBytes: 92_274_688, mounts: ['/boot'] },
      },
      {
        ...{ device: '/dev/nvme0n1p2', bytes: 999_667_000_000, fsType: 'ext4', label: 'root' },
        ...{ usedBytes: 412_316_860_416, mounts: ['/'] },
      },
    ],
    mounts: ['/boot', '/'],
    uses: [],
    card: null,
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
    partitions: [
      {
        ...{ device: '/dev/sdc1', bytes: 2_000_363_192_320, fsType: 'exfat', label: 'Photos' },
        ...{ usedBytes: 1_310_000_000_000, mounts: ['/media/ada/Photos'] },
      },
    ],
    mounts: ['/media/ada/Photos'],
    card: null,
  },
  verdict: {
    refusals: [],
    warnings: [
      { code: 'large', facts: { bytes: 2_000_365_289_472 } },
      { code: 'mounted', facts: { path: '/media/ada/Photos', device: '/dev/sdc1' } },
    ],
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

/** A card of which nobody has looked at more than its labels. */
const UNREAD: WindowDrive = {
  ...CARD,
  content: { ...CARD.content, card: null },
  look: { state: 'can', error: null },
};

const UNFINISHED: WindowDrive = {
  ...CARD,
  id: idOf('e'),
  name: 'SC32G',
  kernelName: 'mmcblk0',
  bus: 'sd',
  serial: '0x3a91c7e2',
  content: {
    ...CARD.content,
    partitions: [],
    card: { kind: 'unfinished', startedAt: '2026-11-03T14:32:00.000Z' },
  },
  verdict: { ...CARD.verdict, warnings: [] },
};

/** A stick that somebody has open. */
const MOUNTED: WindowDrive = {
  ...CARD,
  id: idOf('f'),
  name: 'Flash Disk',
  kernelName: 'sdd',
  bytes: 63_998_787_584,
  serial: '372041',
  content: {
    ...CARD.content,
    partitions: [
      {
        ...{ device: '/dev/sdd1', bytes: 63_997_739_008, fsType: 'exfat', label: 'Photos' },
        ...{ usedBytes: 21_474_836_480, mounts: ['/media/ada/Photos'] },
      },
    ],
    mounts: ['/media/ada/Photos'],
    card: null,
  },
  verdict: {
    ...CARD.verdict,
    warnings: [{ code: 'mounted', facts: { path: '/media/ada/Photos', device: '/dev/sdd1' } }],
    typedName: true,
  },
};

/** Three that can be written, each known as far as it was read. */
export const SOME_READ: TopicValue<'drives'> = { ...DRIVES, drives: [UNREAD, UNFINISHED, MOUNTED], hidden: 0 };

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
