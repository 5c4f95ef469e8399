import type { Board } from './board.ts';
import { ARMV6 } from './known-issues.ts';

export const zero: Board = {
  id: 'zero',
  title: 'Raspberry Pi Zero',
  family: 'pi1',
  system: 'armv6l-linux',
  memoryMb: [512],
  support: 'unsupported',
  radios: { wifi: null, bluetooth: false },
  ethernet: false,
  kernels: [],
  uboot: true,
  knownIssues: [ARMV6],
};
