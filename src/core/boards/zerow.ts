import type { Board } from './board.ts';
import { ARMV6 } from './known-issues.ts';
import { ONE_BAND } from './wifi-radios.ts';

export const zerow: Board = {
  id: 'zerow',
  title: 'Raspberry Pi Zero W/WH',
  family: 'pi1',
  system: 'armv6l-linux',
  memoryMb: [512],
  support: 'unsupported',
  radios: { wifi: ONE_BAND, bluetooth: true },
  ethernet: false,
  kernels: [],
  uboot: true,
  knownIssues: [ARMV6],
};
