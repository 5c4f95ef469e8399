import type { Board } from './board.ts';
import { PI500_KERNELS } from './kernel-choices.ts';
import { NEW_STEPPING, NO_KEYBOARD_IN_UBOOT, PAGE_SIZE, SD_ONLY } from './known-issues.ts';
import { TWO_BANDS } from './wifi-radios.ts';

export const pi500: Board = {
  id: 'pi500',
  title: 'Raspberry Pi 500/500+',
  family: 'pi5',
  system: 'aarch64-linux',
  memoryMb: [8192, 16384],
  support: 'full',
  radios: { wifi: TWO_BANDS, bluetooth: true },
  ethernet: true,
  kernels: PI500_KERNELS,
  uboot: true,
  knownIssues: [SD_ONLY, NO_KEYBOARD_IN_UBOOT, NEW_STEPPING, PAGE_SIZE],
};
