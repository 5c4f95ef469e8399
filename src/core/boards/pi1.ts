import type { Board } from './board.ts';
import { ARMV6 } from './known-issues.ts';

export const pi1: Board = {
  id: 'pi1',
  title: 'Raspberry Pi 1 A/A+/B/B+',
  family: 'pi1',
  system: 'armv6l-linux',
  memoryMb: [256, 512],
  support: 'unsupported',
  radios: { wifi: null, bluetooth: false },
  ethernet: true,
  kernels: [],
  uboot: true,
  knownIssues: [ARMV6],
};
