import type { Board } from './board.ts';
import { PI5_KERNELS } from './kernel-choices.ts';
import { NEW_STEPPING, NO_KEYBOARD_IN_UBOOT, PAGE_SIZE, SD_ONLY } from './known-issues.ts';
import { TWO_BANDS_OPTIONAL } from './wifi-radios.ts';

export const cm5: Board = {
  id: 'cm5',
  title: 'Raspberry Pi Compute Module 5',
  family: 'pi5',
  system: 'aarch64-linux',
  memoryMb: [2048, 4096, 8192, 16384],
  support: 'full',
  radios: { wifi: TWO_BANDS_OPTIONAL, bluetooth: true },
  ethernet: true,
  kernels: PI5_KERNELS,
  uboot: true,
  knownIssues: [SD_ONLY, NO_KEYBOARD_IN_UBOOT, NEW_STEPPING, PAGE_SIZE],
};
